package dev.firstlight.server.environment;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks tokens of streams, and whether the keys behind open ones are still there. */
@ApplicationScoped
public class EventTokens {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String GOOD = " AND (expires_at IS NULL OR expires_at > now())";
    private static final String FIND = "SELECT name, kind, environment_id, key_hash FROM sdk_key WHERE id = $1" + GOOD;
    private static final String ALIVE = "SELECT id FROM sdk_key WHERE id = ANY($1)" + GOOD;

    private final Pool pool;
    private final Clock clock;

    EventTokens(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Who opens a stream, and what they have. */
    public record Opened(EventToken token, Caller caller) {}

    /** Who holds a token; fails with 401 where it is none, has expired, or its key was revoked. */
    public Uni<Opened> require(@Nullable String text) {
        EventToken token = text == null ? null : EventToken.parse(text).orElse(null);
        if (token == null || token.expires() < clock.instant().getEpochSecond()) {
            return Uni.createFrom().failure(refused());
        }
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(token.keyId()))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> {
                    for (Row row : rows) {
                        if (token.isSignedWith(row.getString("key_hash"))) {
                            return new Opened(token, caller(token.keyId(), row));
                        }
                    }
                    throw refused();
                });
    }

    private static Caller caller(String keyId, Row row) {
        String role = row.getString("kind").equals("server") ? Role.SDK_SERVER : Role.SDK_CLIENT;
        return new Caller("key:" + keyId, row.getString("name"), Set.of(role), row.getLong("environment_id"));
    }

    private static Failure refused() {
        return Failure.of(
                Failure.Kind.UNAUTHENTICATED,
                "This token is unknown or has expired; evaluate again, the answer has a new one.");
    }

    /** Those of the keys that were neither revoked nor have expired. */
    public Uni<Set<String>> alive(Collection<String> keyIds) {
        return pool.preparedQuery(ALIVE)
                .execute(Tuple.of(keyIds.toArray(String[]::new)))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> {
                    Set<String> alive = new HashSet<>();
                    rows.forEach(row -> alive.add(row.getString(0)));
                    return alive;
                });
    }
}
