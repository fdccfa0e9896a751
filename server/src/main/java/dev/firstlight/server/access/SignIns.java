package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Meters;
import io.micrometer.core.instrument.Counter;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whether people are who they say. */
@Startup
@ApplicationScoped
class SignIns {

    private static final Logger LOG = Logger.getLogger(SignIns.class);
    private static final int FAILURES_ALLOWED = 5;
    private static final Duration LOCK = Duration.ofMinutes(1);
    /** How people come whom an identity provider vouches for. */
    static final String BY_PROVIDER = "oidc";

    private static final int LONGEST_SUBJECT = 320;

    private final PersonRepository people;
    private final People views;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final Sessions sessions;
    private final OneTimeLinks links;
    private final SecondFactor factor;
    private final AccessConfig config;
    private final AccessLog log;
    private final Clock clock;
    private final PasswordsFor passwordsFor;
    private final Counter refusals;

    SignIns(
            PersonRepository people,
            People views,
            Passwords passwords,
            PasswordRules rules,
            Sessions sessions,
            OneTimeLinks links,
            SecondFactor factor,
            AccessConfig config,
            AccessLog log,
            Clock clock,
            Meters meters) {
        this.people = people;
        this.views = views;
        this.passwords = passwords;
        this.rules = rules;
        this.sessions = sessions;
        this.links = links;
        this.factor = factor;
        this.config = config;
        this.log = log;
        this.clock = clock;
        this.passwordsFor = config.passwords();
        this.refusals = meters.counter("sign.ins.refused", "People who did not come in.", "door", "own");
    }

    /** What becomes of an attempt. */
    sealed interface Outcome {}

    /** Somebody who came in. */
    record Arrived(PersonView person, String session) implements Outcome {}

    /** The first factor was right; the second has to come along. */
    record CodeWanted() implements Outcome {}

    /** Nobody is told what was wrong. */
    record Refused() implements Outcome {}

    /**
     * Whoever the password is right of: after the same time in every case, and the attempt is kept.
     *
     * @param code of the second factor, null where none was sent
     */
    @WithTransaction
    Uni<Outcome> byPassword(String email, String password, @Nullable String code, Sessions.From from) {
        return people.findByEmail(People.normal(email)).flatMap(person -> passwords
                .matches(password, person == null ? null : person.passwordHash)
                .flatMap(right -> person != null && right && !isLocked(person) && passwordsFor.includes(person)
                        ? bySecondFactor(person, passwordWay(person), code, from)
                        : refuse(email, person, person != null && !passwordsFor.includes(person))));
    }

    /** Whoever a link is for; it is used up unless the second factor is still to come. */
    @WithTransaction
    Uni<Outcome> byOneTimeLink(String link, @Nullable String code, Sessions.From from) {
        return links.holder(link)
                .flatMap(people::findById)
                .flatMap(person ->
                        isLocked(person) ? refuse(person.email, person) : bySecondFactor(person, "link", code, from))
                .call(outcome ->
                        outcome instanceof CodeWanted ? Uni.createFrom().voidItem() : links.use(link));
    }

    private Uni<Outcome> bySecondFactor(PersonEntity person, String how, @Nullable String code, Sessions.From from) {
        if (!person.active) {
            return refuse(person.email, person);
        }
        if (person.totpSince == null) {
            return arrive(person, how, from).map(arrived -> arrived);
        }
        if (code == null || code.isBlank()) {
            return Uni.createFrom().item(new CodeWanted());
        }
        return factor.passes(person, code)
                .flatMap(right ->
                        right ? arrive(person, how, from).map(arrived -> arrived) : refuse(person.email, person));
    }

    /** A provider asks for its own. */
    private boolean isFactorWanted(PersonEntity person, String how) {
        return !how.equals(BY_PROVIDER) && SecondFactor.isWanted(person, config.secondFactor());
    }

    private boolean isLocked(PersonEntity person) {
        return person.lockedUntil != null && person.lockedUntil.isAfter(clock.instant());
    }

    private Uni<Outcome> refuse(String email, @Nullable PersonEntity person) {
        return refuse(email, person, false);
    }

    private Uni<Outcome> refuse(String email, @Nullable PersonEntity person, boolean barred) {
        boolean locked = person != null && isLocked(person);
        if (person != null && !locked) {
            count(person, clock.instant());
        }
        return refused(email, locked, barred).replaceWith(new Refused());
    }

    /** Where people come in by another door, a password is for the day when that one is shut. */
    private String passwordWay(PersonEntity person) {
        if (passwordsFor == PasswordsFor.EVERYBODY) {
            return "password";
        }
        LOG.warnf("The admin %s signed in by password, which only admins may here.", person.email);
        return "break-glass";
    }

    /** Locks for a while, so that passwords cannot be tried out. */
    private static void count(PersonEntity person, Instant now) {
        person.failedLogins++;
        if (person.failedLogins >= FAILURES_ALLOWED) {
            person.failedLogins = 0;
            person.lockedUntil = now.plus(LOCK);
        }
    }

    private Uni<Void> refused(String email, boolean locked, boolean barred) {
        refusals.increment();
        String address = People.normal(email);
        String subject = address.length() > LONGEST_SUBJECT ? address.substring(0, LONGEST_SUBJECT) : address;
        return log.note(
                Caller.SYSTEM,
                locked ? "session.refusedWhileLocked" : "session.refused",
                subject,
                null,
                barred ? Json.write(Map.of("by", "password", "reason", "passwords are for admins only")) : null);
    }

    /** The person who has just set the server up. */
    @WithTransaction
    Uni<Arrived> bySetup(String id, Sessions.From from) {
        return people.findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("person", id))
                .flatMap(person -> arrive(person, "setup", from));
    }

    /** Lets a person in; in the caller's transaction. */
    Uni<Arrived> arrive(PersonEntity person, String how, Sessions.From from) {
        person.failedLogins = 0;
        person.lockedUntil = null;
        person.lastSignInAt = clock.instant();
        return people.flush().chain(() -> views.view(person)).flatMap(view -> sessions.open(
                        view, how, isFactorWanted(person, how), from)
                .map(token -> new Arrived(view, token)));
    }

    /**
     * Whether somebody who is signed in shows again who they are; wrong ones count as they do at the door.
     *
     * @param password null for who sends a code
     * @param code of the second factor, null for who sends the password
     */
    @WithTransaction
    Uni<Boolean> confirm(Caller caller, @Nullable String password, @Nullable String code, String session) {
        return people.lockByEmail(caller.id())
                .onItem()
                .ifNull()
                .failWith(() ->
                        Failure.of(Failure.Kind.CONFLICT, "Tokens have no sessions; sign in as the person it is for."))
                .flatMap(person -> (isLocked(person)
                                ? Uni.createFrom().item(false)
                                : isThemselves(person, password, code))
                        .flatMap(right -> right
                                ? sessions.shown(session).replaceWith(true)
                                : refuse(person.email, person).replaceWith(false)));
    }

    private Uni<Boolean> isThemselves(PersonEntity person, @Nullable String password, @Nullable String code) {
        boolean byCode = person.totpSince != null;
        boolean byPassword = person.passwordHash != null && passwordsFor.includes(person);
        if (code != null && byCode) {
            return factor.passes(person, code);
        }
        if (password != null && byPassword) {
            return passwords.matches(password, person.passwordHash);
        }
        if (byCode || byPassword) {
            throw Failure.invalid(
                    byPassword ? "/password" : "/code",
                    "Send your password as \"password\", or, where you have a second factor, a code of it as \"code\".");
        }
        throw Failure.of(
                Failure.Kind.CONFLICT,
                "You have neither a password nor a second factor here: sign out, and in again as you came.");
    }

    /** Another password; every other session of the person ends. */
    @WithTransaction
    Uni<Void> changePassword(Caller caller, @Nullable String current, String next, String session) {
        return people.findByEmail(caller.id())
                .onItem()
                .ifNull()
                .failWith(() -> Failure.of(Failure.Kind.FORBIDDEN, "Only people have passwords."))
                .invoke(person -> rules.require("/next", next, person.email, person.name))
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
