package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Links that work once: the set-up of a server nobody owns yet, and signing in without a password. */
@ApplicationScoped
class OneTimeLinks {

    static final Duration LIFE = Duration.ofMinutes(10);

    private final Pool pool;
    private final AccessLog log;

    OneTimeLinks(Pool pool, AccessLog log) {
        this.pool = pool;
        this.log = log;
    }

    /** Makes the token of a set-up link, good until it is used; null where somebody owns the server already. */
    Uni<@Nullable String> createSetup() {
        String token = Ids.secret("");
        return pool.preparedQuery(
                        "INSERT INTO one_time_link (token_hash) SELECT $1" + " WHERE NOT EXISTS (SELECT 1 FROM person)")
                .execute(Tuple.of(Ids.hash(token)))
                .map(rows -> rows.rowCount() == 0 ? null : token);
    }

    /** Makes the token of a sign-in link, good for {@link #LIFE}. */
    @WithTransaction
    Uni<String> createSignIn(Caller caller, PersonView person) {
        String token = Ids.secret("");
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "INSERT INTO one_time_link (token_hash, person_id, expires_at)"
                                        + " VALUES (?1, ?2, now() + interval '10 minutes')")
                        .setParameter(1, Ids.hash(token))
                        .setParameter(2, person.id())
                        .executeUpdate())
                .chain(() -> log.note(caller, "link.made", person.email(), null, null))
                .replaceWith(token);
    }

    /** Refuses a set-up token that is not ours. A good one is used up only when the first person is kept. */
    Uni<Void> check(String token) {
        return pool.preparedQuery("SELECT 1 FROM one_time_link WHERE token_hash = $1 AND person_id IS NULL")
                .execute(Tuple.of(Ids.hash(token)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw used();
                    }
                    return null;
                });
    }

    /** Ends every set-up link: the server has an owner. */
    Uni<Void> useSetup() {
        return pool.query("DELETE FROM one_time_link WHERE person_id IS NULL")
                .execute()
                .replaceWithVoid();
    }

    /** The id of the person whom a sign-in link is for, which is held until the transaction ends. */
    Uni<String> holder(String token) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "SELECT person_id FROM one_time_link WHERE token_hash = ?1 AND person_id IS NOT NULL"
                                        + " AND expires_at > now() FOR UPDATE",
                                String.class)
                        .setParameter(1, Ids.hash(token))
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(OneTimeLinks::used);
    }

    /** Uses a sign-in link up. In the caller's transaction. */
    Uni<Void> use(String token) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("DELETE FROM one_time_link WHERE token_hash = ?1")
                        .setParameter(1, Ids.hash(token))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Failure used() {
        return Failure.of(Failure.Kind.UNAUTHENTICATED, "This link is unknown, used or expired; ask for another.");
    }
}
