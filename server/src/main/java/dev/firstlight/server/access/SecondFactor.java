package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.secret.Secrets;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.commons.codec.binary.Base32;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What people show besides a password: a code from a device of theirs, or one of the codes they keep for its loss. */
@ApplicationScoped
class SecondFactor {

    private static final int CODES = 10;
    private static final int CODE_BYTES = 15;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PersonRepository people;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Secrets secrets;
    private final AccessLog log;
    private final Clock clock;

    SecondFactor(
            PersonRepository people,
            Passwords passwords,
            Sessions sessions,
            Secrets secrets,
            AccessLog log,
            Clock clock) {
        this.people = people;
        this.passwords = passwords;
        this.sessions = sessions;
        this.secrets = secrets;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Whether somebody has one; a token has none.
     *
     * @param recoveryCodesLeft how many are unused
     */
    @Schema(name = "SecondFactor")
    record View(boolean on, int recoveryCodesLeft) {}

    /**
     * What a device is to know. It counts once a code of it was sent back.
     *
     * @param secret in Base32, to be typed
     * @param uri the same for a picture or a link
     */
    @Schema(name = "SecondFactorBegun")
    record Begun(String secret, String uri) {}

    /** Codes that let their person in once each without the device; shown this once. */
    @Schema(name = "RecoveryCodes")
    record Codes(List<String> recoveryCodes) {}

    @WithSession
    Uni<View> view(Caller caller) {
        return people.findByEmail(caller.id())
                .flatMap(person -> person == null
                        ? Uni.createFrom().item(new View(false, 0))
                        : Panache.getSession()
                                .flatMap(session -> session.createNativeQuery(
                                                "SELECT count(*) FROM recovery_code WHERE person_id = ?1", Long.class)
                                        .setParameter(1, person.id)
                                        .getSingleResult())
                                .map(left -> new View(person.totpSince != null, left.intValue())));
    }

    /**
     * Begins, for who knows their password again: a session that was left open is not enough.
     *
     * @param password null for who has none
     */
    @WithTransaction
    Uni<Begun> begin(Caller caller, @Nullable String password) {
        return self(caller).flatMap(person -> {
            if (person.totpSince != null) {
                throw Failure.of(Failure.Kind.CONFLICT, "You have a second factor; turn that one off before.");
            }
            return isThemselves(person, password).flatMap(right -> {
                if (!right) {
                    throw Failure.of(Failure.Kind.FORBIDDEN, "The password is another.");
                }
                String secret = Totp.secret();
                person.totpSecret = secrets.seal(name(person), secret);
                person.totpStep = 0;
                return people.flush().replaceWith(new Begun(secret, Totp.uri(secret, person.email)));
            });
        });
    }

    private Uni<Boolean> isThemselves(PersonEntity person, @Nullable String password) {
        return person.passwordHash == null
                ? Uni.createFrom().item(true)
                : passwords.matches(password == null ? "" : password, person.passwordHash);
    }

    /** Takes the first code of the device; every other session of the person ends. */
    @WithTransaction
    Uni<Codes> confirm(Caller caller, String code, String session) {
        return self(caller).flatMap(person -> {
            if (person.totpSince != null || person.totpSecret == null) {
                throw Failure.of(Failure.Kind.CONFLICT, "There is nothing to confirm; begin anew.");
            }
            OptionalLong step = Totp.match(opened(person), code, person.totpStep, clock.instant());
            if (step.isEmpty()) {
                throw Failure.invalid("/code", "This is not the code of this half minute; send the next one.");
            }
            person.totpStep = step.getAsLong();
            person.totpSince = clock.instant();
            return people.flush()
                    .chain(() -> newCodes(person.id))
                    .call(() -> sessions.closeOthers(person.id, session))
                    .call(() -> sessions.lift(session))
                    .call(() -> log.note(caller, "person.secondFactorOn", person.email, null, null));
        });
    }

    private static Uni<Codes> newCodes(String person) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < CODES; i++) {
            byte[] bytes = new byte[CODE_BYTES];
            RANDOM.nextBytes(bytes);
            String text = new Base32().encodeAsString(bytes).toLowerCase(Locale.ROOT);
            codes.add(text.replaceAll("(.{4})(?=.)", "$1-"));
        }
        return Multi.createFrom()
                .iterable(codes)
                .onItem()
                .transformToUniAndConcatenate(code -> Panache.getSession().flatMap(session -> session.createNativeQuery(
                                "INSERT INTO recovery_code (person_id, code_hash) VALUES (?1, ?2)")
                        .setParameter(1, person)
                        .setParameter(2, Ids.hash(code))
                        .executeUpdate()))
                .collect()
                .last()
                .replaceWith(new Codes(codes));
    }

    /** Turned off by who has it. */
    @WithTransaction
    Uni<Void> turnOff(Caller caller, String code) {
        return self(caller).flatMap(person -> passes(person, code).flatMap(right -> {
            if (!right) {
                throw Failure.invalid("/code", "This is no code of your device, nor one of your recovery codes.");
            }
            return remove(person).chain(() -> log.note(caller, "person.secondFactorOff", person.email, null, null));
        }));
    }

    /** Taken off somebody who has lost it all. */
    @WithTransaction
    Uni<Void> reset(Caller caller, String id) {
        return people.findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("person", id))
                .flatMap(person -> remove(person)
                        .chain(() -> log.note(caller, "person.secondFactorReset", person.email, null, null)));
    }

    private Uni<Void> remove(PersonEntity person) {
        person.totpSecret = null;
        person.totpSince = null;
        return people.flush()
                .chain(Panache::getSession)
                .flatMap(session -> session.createNativeQuery("DELETE FROM recovery_code WHERE person_id = ?1")
                        .setParameter(1, person.id)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Whether a code is good now; it is used up. In the caller's transaction. */
    Uni<Boolean> passes(PersonEntity person, String code) {
        if (person.totpSecret != null && person.totpSince != null) {
            OptionalLong step = Totp.match(opened(person), code, person.totpStep, clock.instant());
            if (step.isPresent()) {
                person.totpStep = step.getAsLong();
                return people.flush().replaceWith(true);
            }
        }
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "DELETE FROM recovery_code WHERE person_id = ?1 AND code_hash = ?2")
                        .setParameter(1, person.id)
                        .setParameter(2, Ids.hash(code.strip().toLowerCase(Locale.ROOT)))
                        .executeUpdate())
                .map(used -> used > 0);
    }

    private String opened(PersonEntity person) {
        return secrets.open(name(person), String.valueOf(person.totpSecret));
    }

    private static String name(PersonEntity person) {
        return "totp/" + person.id;
    }

    private Uni<PersonEntity> self(Caller caller) {
        return people.lockByEmail(caller.id())
                .onItem()
                .ifNull()
                .failWith(() -> Failure.of(
                        Failure.Kind.CONFLICT, "Tokens have no second factor; sign in as the person it is for."));
    }

    /** Whether a person is to set one up before anything else. */
    static boolean isWanted(PersonEntity person, AccessConfig.SecondFactorMode mode) {
        return mode == AccessConfig.SecondFactorMode.REQUIRED && person.totpSince == null;
    }
}
