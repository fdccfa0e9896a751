package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a company's directory does about people: the door for provisioning. */
@ApplicationScoped
public class Directory {

    private final DirectoryRows rows;
    private final PersonRepository people;
    private final People views;
    private final Sessions sessions;
    private final AccessLog log;
    private final Clock clock;

    Directory(
            DirectoryRows rows, PersonRepository people, People views, Sessions sessions, AccessLog log, Clock clock) {
        this.rows = rows;
        this.people = people;
        this.views = views;
        this.sessions = sessions;
        this.log = log;
        this.clock = clock;
    }

    /** Everybody, in the order they came. */
    @WithSession
    public Uni<List<DirectoryUser>> all() {
        return rows.users(null);
    }

    /** A person; fails where there is none. */
    @WithSession
    public Uni<DirectoryUser> get(String id) {
        return rows.users(id).map(found -> {
            if (found.isEmpty()) {
                throw Failure.unknown("person", id);
            }
            return found.get(0);
        });
    }

    /** A new person, who may do nothing but what their teams may. */
    @WithTransaction
    public Uni<DirectoryUser> add(Caller caller, DirectoryUser.Wanted wanted) {
        return requireFree(wanted, "")
                .chain(() -> views.add(
                        caller, new People.Wanted(wanted.email(), wanted.name(), Role.MEMBER.word(), List.of(), null)))
                .flatMap(made -> people.findById(made.id()))
                .call(person -> {
                    person.externalId = wanted.externalId();
                    person.active = wanted.active();
                    return people.flush();
                })
                .flatMap(person -> get(person.id));
    }

    /** Another name, address or state of a person, by who may do all that the person may. */
    @WithTransaction
    public Uni<DirectoryUser> replace(Caller caller, String id, DirectoryUser.Wanted wanted) {
        return views.requireOver(caller, id)
                .chain(() -> get(id))
                .call(() -> requireFree(wanted, id))
                .flatMap(before -> people.findById(id)
                        .call(person ->
                                wanted.active() ? Uni.createFrom().voidItem() : views.requireAnotherAdmin(person))
                        .invoke(person -> {
                            person.email = People.requireEmail(wanted.email());
                            person.name = wanted.name();
                            person.externalId = wanted.externalId();
                            person.active = wanted.active();
                            person.changedAt = clock.instant();
                        })
                        .chain(people::flush)
                        .call(() -> wanted.active() ? Uni.createFrom().voidItem() : sessions.endAll(id))
                        .chain(() -> get(id))
                        .call(after -> told(before).equals(told(after))
                                ? Uni.createFrom().voidItem()
                                : log.note(caller, "person.changed", after.email(), told(before), told(after))));
    }

    private static String told(DirectoryUser user) {
        return Json.write(Map.of("email", user.email(), "name", user.name(), "active", user.active()));
    }

    /** Removes a person, by who may do all that the person may. */
    @WithTransaction
    public Uni<Void> remove(Caller caller, String id) {
        return views.requireOver(caller, id).chain(() -> views.remove(caller, id));
    }

    private Uni<Void> requireFree(DirectoryUser.Wanted wanted, String but) {
        return people.find(
                        "(email = ?1 or externalId = ?2) and id <> ?3",
                        People.normal(wanted.email()),
                        Objects.requireNonNullElse(wanted.externalId(), ""),
                        but)
                .firstResult()
                .invoke(other -> {
                    if (other != null) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                other.email.equals(People.normal(wanted.email()))
                                        ? "There is a person with this email already."
                                        : "There is a person with this externalId already.");
                    }
                })
                .replaceWithVoid();
    }
}
