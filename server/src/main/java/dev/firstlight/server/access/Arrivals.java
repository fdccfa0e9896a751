package dev.firstlight.server.access;

import dev.firstlight.server.access.NotLetIn.Problem;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Meters;
import io.micrometer.core.instrument.Counter;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The door for people whom an identity provider vouches for. */
@Startup
@ApplicationScoped
public class Arrivals {

    private final Identities identities;
    private final PersonRepository people;
    private final People newcomers;
    private final Memberships memberships;
    private final SignIns signIns;
    private final AccessLog log;
    private final PasswordsFor passwords;
    private final Counter refusals;

    Arrivals(
            Identities identities,
            PersonRepository people,
            People newcomers,
            Memberships memberships,
            SignIns signIns,
            AccessLog log,
            AccessConfig config,
            Meters meters) {
        this.identities = identities;
        this.people = people;
        this.newcomers = newcomers;
        this.memberships = memberships;
        this.signIns = signIns;
        this.log = log;
        this.passwords = config.passwords();
        this.refusals = meters.counter("sign.ins.refused", "People who did not come in.", "door", "provider");
    }

    /** Who may come by the door beside this one. */
    public PasswordsFor passwords() {
        return passwords;
    }

    /**
     * Opens a session for the person who this is; the first time that is the one with their address.
     *
     * @param role of people whom nobody added; null where they do not come in
     * @return the session's cookie; fails with {@link NotLetIn}
     */
    @WithTransaction
    public Uni<NewCookie> arrive(Vouched who, @Nullable Role role, HttpServerRequest http) {
        return identities
                .hold(who)
                .chain(() -> identities.person(who))
                .flatMap(known -> known == null ? link(who, role) : people.findById(known))
                .invoke(Arrivals::requireActive)
                .call(person -> memberships.follow(person.id, who.groups()))
                .flatMap(person -> signIns.arrive(person, SignIns.BY_PROVIDER, Sessions.From.of(http)))
                .map(arrived -> SessionCookie.write(http, arrived.session()));
    }

    private static void requireActive(PersonEntity person) {
        if (!person.active) {
            throw new NotLetIn(Problem.NOT_ACTIVE, person.email, "the directory says that this person is not active");
        }
    }

    private Uni<PersonEntity> link(Vouched who, @Nullable Role role) {
        String email = who.email();
        if (email == null) {
            throw new NotLetIn(
                    Problem.EMAIL_UNVERIFIED, who.subject(), "the provider gives no address that it has verified");
        }
        return people.findByEmail(People.normal(email))
                .flatMap(person -> person == null ? add(who, email, role) : requireUnlinked(person, who))
                .call(person -> identities.link(person.id, who))
                .call(person -> log.note(
                        Caller.SYSTEM,
                        "person.linked",
                        person.email,
                        null,
                        Json.write(Map.of("issuer", who.issuer(), "subject", who.subject()))));
    }

    /** An address can be given to somebody else one day, who is then another subject. */
    private Uni<PersonEntity> requireUnlinked(PersonEntity person, Vouched who) {
        return identities.has(person.id, who.issuer()).map(linked -> {
            if (linked) {
                throw new NotLetIn(
                        Problem.OTHER_ACCOUNT,
                        person.email,
                        "this person comes as another subject of the provider than " + who.subject());
            }
            return person;
        });
    }

    private Uni<PersonEntity> add(Vouched who, String email, @Nullable Role role) {
        if (role == null) {
            throw new NotLetIn(Problem.UNKNOWN_PERSON, email, "nobody added a person with this address");
        }
        return newcomers.none().flatMap(none -> {
            if (none) {
                // Whoever came first would otherwise end the set-up, and nobody be admin.
                throw new NotLetIn(
                        Problem.UNKNOWN_PERSON, email, "the server is not set up yet; open its set-up link first");
            }
            return newcomers
                    .add(Caller.HOUSE, new People.Wanted(email, who.name(), role.word(), List.of(), null))
                    .flatMap(added -> people.findById(added.id()));
        });
    }

    /** Keeps in the audit that somebody did not come in. */
    @WithTransaction
    public Uni<Void> refuse(NotLetIn failure) {
        refusals.increment();
        return log.note(
                Caller.SYSTEM,
                "session.refused",
                Objects.requireNonNullElse(failure.who(), "unknown"),
                null,
                Json.write(Map.of("by", "oidc", "problem", failure.problem().word(), "reason", failure.reason())));
    }
}
