package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Sessions of people, kept by the server: new at each sign-in, ended by idleness, age, signing out, or by whoever may. */
@ApplicationScoped
class Sessions {

    static final Duration LONGEST = Duration.ofHours(12);

    private static final String GOOD =
            "s.created_at > now() - interval '12 hours' AND s.last_seen_at > now() - interval '30 minutes'";
    private static final String PERSON = "s.restricted, p.email, p.name, " + GrantRows.RIGHTS_OF_PERSON + " AS rights";

    private static final String FIND =
            "UPDATE session s SET last_seen_at = now() FROM person p WHERE s.token_hash = $1 AND p.id = s.person_id AND "
                    + GOOD + " RETURNING " + PERSON;
    private static final String LOOK =
            "SELECT " + PERSON + " FROM session s, person p WHERE s.token_hash = $1 AND p.id = s.person_id AND " + GOOD;
    private static final String LIST = "SELECT s.id, s.created_at, s.last_seen_at, s.address, s.agent,"
            + " s.token_hash = $2 AS here FROM session s WHERE s.person_id = $1 AND " + GOOD
            + " ORDER BY s.last_seen_at DESC LIMIT 500";

    private final Pool pool;
    private final AccessLog log;

    Sessions(Pool pool, AccessLog log) {
        this.pool = pool;
        this.log = log;
    }

    /**
     * One session.
     *
     * @param address where it was begun
     * @param agent what its browser called itself
     * @param here whether it is the one that asks
     */
    @Schema(name = "Session")
    record View(String id, Instant createdAt, Instant lastSeenAt, String address, String agent, boolean here) {}

    /** The open sessions of one person. */
    @Schema(name = "Sessions")
    record All(List<View> sessions) {}

    /** Where somebody comes from, as far as that is known. */
    record From(String address, String agent) {

        private static final int LONGEST = 300;

        static From of(HttpServerRequest request) {
            String agent = request.getHeader("User-Agent");
            return new From(
                    request.remoteAddress() == null
                            ? ""
                            : String.valueOf(request.remoteAddress().hostAddress()),
                    agent == null ? "" : agent.substring(0, Math.min(agent.length(), LONGEST)));
        }
    }

    /** Opens a session and gives its token, which only the cookie holds. In the caller's transaction. */
    Uni<String> open(PersonView person, String how, boolean restricted, From from) {
        String token = Ids.secret("");
        Caller caller = new Caller(person.email(), person.name(), Set.of(), null);
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "INSERT INTO session (token_hash, person_id, address, agent, restricted)"
                                        + " VALUES (?1, ?2, ?3, ?4, ?5)")
                        .setParameter(1, Ids.hash(token))
                        .setParameter(2, person.id())
                        .setParameter(3, from.address())
                        .setParameter(4, from.agent())
                        .setParameter(5, restricted)
                        .executeUpdate())
                .chain(() -> log.note(
                        caller,
                        "session.opened",
                        person.email(),
                        null,
                        Json.write(Map.of("by", how, "address", from.address(), "agent", from.agent()))))
                .replaceWith(token);
    }

    /** Who holds the token; who asks is not idle. */
    Uni<@Nullable Caller> find(String token) {
        return caller(FIND, token);
    }

    /** The same, but asking does not count: for what goes on by itself, as streams do. */
    Uni<@Nullable Caller> look(String token) {
        return caller(LOOK, token);
    }

    private Uni<@Nullable Caller> caller(String sql, String token) {
        return pool.preparedQuery(sql).execute(Tuple.of(Ids.hash(token))).map(rows -> {
            for (Row row : rows) {
                Rights rights = Rights.read(row.getString("rights"));
                return Caller.of(
                        row.getString("email"),
                        row.getString("name"),
                        row.getBoolean("restricted") ? rights.restricted() : rights);
            }
            return null;
        });
    }

    /** Whether a session may do nothing but set up a second factor. */
    Uni<Boolean> isRestricted(String token) {
        return pool.preparedQuery("SELECT 1 FROM session WHERE token_hash = $1 AND restricted")
                .execute(Tuple.of(Ids.hash(token)))
                .map(rows -> rows.size() > 0);
    }

    /** Those of a person that are open, the latest used first. */
    Uni<All> list(String personId, @Nullable String token) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(personId, token == null ? "" : Ids.hash(token)))
                .map(rows -> {
                    List<View> views = new ArrayList<>();
                    for (Row row : rows) {
                        views.add(new View(
                                row.getString("id"),
                                row.getOffsetDateTime("created_at").toInstant(),
                                row.getOffsetDateTime("last_seen_at").toInstant(),
                                row.getString("address"),
                                row.getString("agent"),
                                row.getBoolean("here")));
                    }
                    return new All(views);
                });
    }

    /** Signs out. */
    @WithTransaction
    Uni<Void> close(String token) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "DELETE FROM session s USING person p WHERE s.token_hash = ?1 AND p.id = s.person_id"
                                        + " RETURNING p.email, p.name",
                                Object[].class)
                        .setParameter(1, Ids.hash(token))
                        .getSingleResultOrNull())
                .flatMap(person -> person == null
                        ? Uni.createFrom().voidItem()
                        : log.note(
                                new Caller((String) person[0], (String) person[1], Set.of(), null),
                                "session.closed",
                                (String) person[0],
                                null,
                                null));
    }

    /** Ends a session of a person; all of theirs where no id is given. */
    @WithTransaction
    Uni<Void> end(Caller caller, PersonView person, @Nullable String id) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "DELETE FROM session WHERE person_id = ?1 AND (CAST(?2 AS text) IS NULL OR id = ?2)")
                        .setParameter(1, person.id())
                        .setParameter(2, id)
                        .executeUpdate())
                .invoke(ended -> {
                    if (ended == 0 && id != null) {
                        throw Failure.unknown("session", id);
                    }
                })
                .flatMap(ended -> ended == 0
                        ? Uni.createFrom().voidItem()
                        : log.note(caller, "session.ended", person.email(), null, null));
    }

    /** Refuses to go on where whoever holds a session has not shown for a while who they are. */
    Uni<Void> requireShown(String token) {
        return pool.preparedQuery(
                        "SELECT 1 FROM session WHERE token_hash = $1 AND shown_at > now() - interval '10 minutes'")
                .execute(Tuple.of(Ids.hash(token)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Failure.forbidden(
                                "/password",
                                "You signed in more than ten minutes ago. Send your password, or a code of your second"
                                        + " factor, to POST /api/v1/sessions/confirm, or sign in anew; then again.");
                    }
                    return null;
                });
    }

    /** Remembers that its holder has just shown who they are. In the caller's transaction. */
    Uni<Void> shown(String token) {
        return update(token, "shown_at = now()");
    }

    /** Gives a session all that its person may do: the second factor is set up. In the caller's transaction. */
    Uni<Void> lift(String token) {
        return update(token, "restricted = false");
    }

    private static Uni<Void> update(String token, String change) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("UPDATE session SET " + change + " WHERE token_hash = ?1")
                        .setParameter(1, Ids.hash(token))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Ends all of a person's. In the caller's transaction. */
    Uni<Void> endAll(String personId) {
        return closeOthers(personId, "");
    }

    /** Ends those that hold another token. In the caller's transaction. */
    Uni<Void> closeOthers(String personId, String token) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "DELETE FROM session WHERE person_id = ?1 AND token_hash <> ?2")
                        .setParameter(1, personId)
                        .setParameter(2, Ids.hash(token))
                        .executeUpdate())
                .replaceWithVoid();
    }
}
