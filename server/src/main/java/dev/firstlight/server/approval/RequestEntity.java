package dev.firstlight.server.approval;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.targeting.Proposals;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A change request as it is kept. */
@Entity
@Table(name = "change_request")
class RequestEntity {
    @Id
    String id;

    @Column(name = "environment_id")
    long environmentId;

    String title;

    @Nullable
    String comment;

    /** The instructions. */
    String request;

    String author;

    @Column(name = "author_name")
    String authorName;

    /** Who stands behind the author. */
    @Column(name = "author_person")
    String authorPerson;

    @Column(name = "author_permissions")
    String authorPermissions;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "apply_at")
    @Nullable
    Instant applyAt;

    @Enumerated(EnumType.STRING)
    State state;

    int round;
    String digest;
    String versions;
    String difference;
    String foretold;

    @Nullable
    Long revision;

    @Nullable
    String outcome;

    static RequestEntity of(Asked asked, Caller author, String person) {
        RequestEntity request = new RequestEntity();
        request.id = Ids.next();
        request.title = asked.title();
        request.comment = asked.comment();
        request.request = asked.text();
        request.author = author.id();
        request.authorName = author.name();
        request.authorPerson = person;
        request.authorPermissions = String.join(" ", new TreeSet<>(author.permissions()));
        request.applyAt = asked.applyAt();
        request.state = State.OPEN;
        request.round = 1;
        return request;
    }

    /** Takes over what the instructions come to. */
    void take(Proposals.Outcome outcome) {
        versions = Json.write(outcome.versions());
        difference = Json.write(outcome.differences());
        foretold = Json.write(outcome.foretold());
        digest = digest(request, outcome);
    }

    /** Of what is asked and what that comes to: the same only where both are. */
    static String digest(String request, Proposals.Outcome outcome) {
        return Ids.hash(request + "\n" + Json.write(outcome.differences()));
    }

    /** Who asked, with what they might do then. */
    Caller caller() {
        return new Caller(author, authorName, Set.of(authorPermissions.split(" ")), null);
    }

    Proposals.Wish wish() {
        return Asked.wish(request);
    }

    Dossier dossier(List<EventEntity> events) {
        Set<String> approvers =
                approvals(events).stream().map(one -> one.person).collect(Collectors.toSet());
        return new Dossier(state, authorPerson, round, digest, approvers, applyAt);
    }

    /** The approvals of the difference as it is now. */
    List<EventEntity> approvals(List<EventEntity> events) {
        return events.stream()
                .filter(one -> one.kind == Happening.APPROVED && one.round == round)
                .toList();
    }
}
