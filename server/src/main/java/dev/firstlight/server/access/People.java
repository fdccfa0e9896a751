package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Page;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** People: who they are and whether they are who they say. */
@ApplicationScoped
class People {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final int LONGEST_EMAIL = 320;

    private static final int FAILURES_ALLOWED = 5;
    private static final Duration LOCK = Duration.ofMinutes(1);

    private final PersonRepository people;
    private final Passwords passwords;
    private final Clock clock;

    People(PersonRepository people, Passwords passwords, Clock clock) {
        this.people = people;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** A person by the id that never changes, and as the API shows them. */
    record Known(String id, PersonView view) {
        private static Known of(PersonEntity person) {
            return new Known(person.id, person.view());
        }
    }

    /** In the order they came, after the one of an id: an address has no place in a URL, where logs keep it. */
    @WithSession
    Uni<Page<PersonView>> list(int limit, String after) {
        return people.find("id > ?1 order by id", after).range(0, limit).list().map(found -> Page.of(
                        found, limit, person -> person.id)
                .map(PersonEntity::view));
    }

    @WithSession
    Uni<Boolean> none() {
        return people.count().map(count -> count == 0);
    }

    @WithSession
    Uni<Known> byEmail(String email) {
        return people.findByEmail(normal(email))
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("person", email))
                .map(Known::of);
    }

    @WithSession
    Uni<Known> byId(String id) {
        return people.findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("person", id))
                .map(Known::of);
    }

    @WithTransaction
    Uni<Known> add(String email, String name, Role role, @Nullable String password) {
        String address = normal(email);
        if (!EMAIL.matcher(address).matches() || address.length() > LONGEST_EMAIL) {
            throw Failure.invalid("/email", "This is no email address: \"" + email + "\".");
        }
        return people.findByEmail(address).flatMap(existing -> {
            if (existing != null) {
                throw Failure.of(Failure.Kind.CONFLICT, "There is a person with this email already.");
            }
            PersonEntity person = new PersonEntity();
            person.id = Ids.next();
            person.email = address;
            person.name = name;
            person.role = role.word();
            if (password == null) {
                return people.persist(person).map(Known::of);
            }
            requireGood(password);
            return passwords.hash(password).flatMap(hash -> {
                person.passwordHash = hash;
                return people.persist(person).map(Known::of);
            });
        });
    }

    private static void requireGood(String password) {
        if (password.length() < Passwords.SHORTEST || password.length() > 256) {
            throw Failure.invalid("/password", "A password has " + Passwords.SHORTEST + " to 256 characters.");
        }
    }

    /** The person where the password is right, else null: after the same time in every case, and the attempt is kept. */
    @WithTransaction
    Uni<@Nullable Known> signIn(String email, String password) {
        Instant now = clock.instant();
        return people.findByEmail(normal(email)).flatMap(person -> passwords
                .matches(password, person == null ? null : person.passwordHash)
                .map(right -> judge(person, right, now)));
    }

    private static @Nullable Known judge(@Nullable PersonEntity person, boolean right, Instant now) {
        if (person == null || (person.lockedUntil != null && person.lockedUntil.isAfter(now))) {
            return null;
        }
        if (right) {
            person.failedLogins = 0;
            person.lockedUntil = null;
            return Known.of(person);
        }
        person.failedLogins++;
        if (person.failedLogins >= FAILURES_ALLOWED) {
            person.failedLogins = 0;
            person.lockedUntil = now.plus(LOCK);
        }
        return null;
    }

    private static String normal(String email) {
        return email.trim().toLowerCase(Locale.ROOT);
    }
}
