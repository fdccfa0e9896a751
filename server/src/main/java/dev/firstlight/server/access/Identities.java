package dev.firstlight.server.access;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Who people are for identity providers. All of it in the caller's transaction. */
@ApplicationScoped
class Identities {

    /** Lets only one arrival of a subject go on at a time, until the transaction ends. */
    Uni<Void> hold(Vouched who) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "SELECT CAST(pg_advisory_xact_lock(hashtextextended(?1, 0)) AS text)", String.class)
                        .setParameter(1, who.issuer() + " " + who.subject())
                        .getSingleResultOrNull())
                .replaceWithVoid();
    }

    /** The id of the person who is this subject; null where nobody is. */
    Uni<@Nullable String> person(Vouched who) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(
                        "SELECT person_id FROM person_identity WHERE issuer = ?1 AND subject = ?2", String.class)
                .setParameter(1, who.issuer())
                .setParameter(2, who.subject())
                .getSingleResultOrNull());
    }

    /** Whether a person is somebody for an issuer already. */
    Uni<Boolean> has(String personId, String issuer) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "SELECT count(*) FROM person_identity WHERE person_id = ?1 AND issuer = ?2", Long.class)
                        .setParameter(1, personId)
                        .setParameter(2, issuer)
                        .getSingleResult())
                .map(count -> count > 0);
    }

    /** From now on the person is this subject. */
    Uni<Void> link(String personId, Vouched who) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "INSERT INTO person_identity (issuer, subject, person_id) VALUES (?1, ?2, ?3)")
                        .setParameter(1, who.issuer())
                        .setParameter(2, who.subject())
                        .setParameter(3, personId)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
