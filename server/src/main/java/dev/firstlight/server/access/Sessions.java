package dev.firstlight.server.access;

import dev.firstlight.server.platform.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sessions of people, kept by the server: new at each sign-in, ended by idleness, age, or signing out. */
@ApplicationScoped
class Sessions {

    static final Duration LONGEST = Duration.ofHours(12);

    private static final String FIND = """
            UPDATE session s SET last_seen_at = now() FROM person p
            WHERE s.token_hash = $1 AND p.id = s.person_id
              AND s.created_at > now() - interval '12 hours' AND s.last_seen_at > now() - interval '30 minutes'
            RETURNING p.email, p.name, p.role""";

    private final Pool pool;

    Sessions(Pool pool) {
        this.pool = pool;
    }

    /** Opens a session and gives its token, which only the cookie holds. */
    Uni<String> open(String personId) {
        String token = Ids.secret("");
        return pool.preparedQuery("INSERT INTO session (token_hash, person_id) VALUES ($1, $2)")
                .execute(Tuple.of(Ids.hash(token), personId))
                .replaceWith(token);
    }

    Uni<@Nullable Caller> find(String token) {
        return pool.preparedQuery(FIND).execute(Tuple.of(Ids.hash(token))).map(rows -> {
            for (Row row : rows) {
                Role role = Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT));
                return new Caller(row.getString("email"), row.getString("name"), role.permissions(), null);
            }
            return null;
        });
    }

    Uni<Void> close(String token) {
        return pool.preparedQuery("DELETE FROM session WHERE token_hash = $1")
                .execute(Tuple.of(Ids.hash(token)))
                .replaceWithVoid();
    }
}
