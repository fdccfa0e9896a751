package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether people are who they say. */
@ApplicationScoped
class SignIns {

    private static final int FAILURES_ALLOWED = 5;
    private static final Duration LOCK = Duration.ofMinutes(1);
    private static final int LONGEST_SUBJECT = 320;

    private final PersonRepository people;
    private final People views;
    private final Passwords passwords;
    private final Sessions sessions;
    private final AccessLog log;
    private final Clock clock;

    SignIns(PersonRepository people, People views, Passwords passwords, Sessions sessions, AccessLog log, Clock clock) {
        this.people = people;
        this.views = views;
        this.passwords = passwords;
        this.sessions = sessions;
        this.log = log;
        this.clock = clock;
    }

    /** Somebody who came in. */
    record Arrived(PersonView person, String session) {}

    /** The person where the password is right, else null: after the same time in every case, and the attempt is kept. */
    @WithTransaction
    Uni<@Nullable Arrived> byPassword(String email, String password, Sessions.From from) {
        Instant now = clock.instant();
        return people.findByEmail(People.normal(email)).flatMap(person -> passwords
                .matches(password, person == null ? null : person.passwordHash)
                .flatMap(right -> {
                    boolean locked = person != null && person.lockedUntil != null && person.lockedUntil.isAfter(now);
                    if (person != null && right && !locked) {
                        return arrive(person, "password", from);
                    }
                    if (person != null && !locked) {
                        count(person, now);
                    }
                    return refused(email, locked).replaceWith((Arrived) null);
                }));
    }

    /** Locks for a while, so that passwords cannot be tried out. */
    private static void count(PersonEntity person, Instant now) {
        person.failedLogins++;
        if (person.failedLogins >= FAILURES_ALLOWED) {
            person.failedLogins = 0;
            person.lockedUntil = now.plus(LOCK);
        }
    }

    private Uni<Void> refused(String email, boolean locked) {
        String address = People.normal(email);
        String subject = address.length() > LONGEST_SUBJECT ? address.substring(0, LONGEST_SUBJECT) : address;
        return log.note(Caller.SYSTEM, locked ? "session.refusedWhileLocked" : "session.refused", subject, null, null);
    }

    /** A person whom a link brought. */
    @WithTransaction
    Uni<Arrived> byLink(String id, Sessions.From from) {
        return people.findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("person", id))
                .flatMap(person -> arrive(person, "link", from));
    }

    private Uni<Arrived> arrive(PersonEntity person, String how, Sessions.From from) {
        person.failedLogins = 0;
        person.lockedUntil = null;
        person.lastSignInAt = clock.instant();
        return people.flush().chain(() -> views.view(person)).flatMap(view -> sessions.open(view, how, from)
                .map(token -> new Arrived(view, token)));
    }

    /** Another password; every other session of the person ends. */
    @WithTransaction
    Uni<Void> changePassword(Caller caller, @Nullable String current, String next, String session) {
        Passwords.requireGood(next, "/next");
        return people.findByEmail(caller.id())
                .onItem()
                .ifNull()
                .failWith(() -> Failure.of(Failure.Kind.FORBIDDEN, "Only people have passwords."))
                .flatMap(person -> (person.passwordHash == null
                                ? Uni.createFrom().item(true)
                                : passwords.matches(current == null ? "" : current, person.passwordHash))
                        .flatMap(right -> {
                            if (!right) {
                                throw Failure.of(
                                        Failure.Kind.FORBIDDEN,
                                        "The current password is another; send it as \"current\".");
                            }
                            return passwords.hash(next);
                        })
                        .invoke(hash -> person.passwordHash = hash)
                        .chain(people::flush)
                        .chain(() -> sessions.closeOthers(person.id, session))
                        .chain(() -> log.note(caller, "person.passwordChanged", person.email, null, null)));
    }
}
