package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** API tokens, for machines: each has a role, is shown once, and carries no more than its maker may. */
@ApplicationScoped
class ApiTokens implements CredentialSource {

    static final String PREFIX = "fla_";

    private static final Logger LOG = Logger.getLogger(ApiTokens.class);

    private static final String FIND = """
            SELECT id, name, role, last_used_at IS NULL OR last_used_at < now() - interval '1 minute' AS touch
            FROM api_token WHERE token_hash = $1 AND (expires_at IS NULL OR expires_at > now())""";

    /** A token that has been revoked on another node is good for so long at most. */
    private static final long FRESH_NANOS = 1_000_000_000L;

    private static final int MOST_KNOWN = 1_000;

    private record Known(Caller caller, long at) {}

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private final Pool pool;
    private final AccessConfig config;

    ApiTokens(Pool pool, AccessConfig config) {
        this.pool = pool;
        this.config = config;
    }

    record TokenView(
            String id,
            String name,
            String role,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    @Schema(name = "TokenCreated")
    record Created(String id, String name, String role, String token) {}

    @Override
    public boolean issues(String secret) {
        return secret.startsWith(PREFIX) || isBootstrap(secret);
    }

    @Override
    public Uni<@Nullable Caller> find(String secret) {
        if (isBootstrap(secret)) {
            return Uni.createFrom()
                    .item(new Caller("token:bootstrap", "bootstrap token", Role.ADMIN.permissions(), null));
        }
        String hash = Ids.hash(secret);
        Known fresh = known.get(hash);
        if (fresh != null && System.nanoTime() - fresh.at() < FRESH_NANOS) {
            return Uni.createFrom().item(fresh.caller());
        }
        return pool.preparedQuery(FIND).execute(Tuple.of(hash)).map(rows -> {
            for (Row row : rows) {
                if (row.getBoolean("touch")) {
                    touch(row.getString("id"));
                }
                Role role = Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT));
                return remember(
                        hash,
                        new Caller("token:" + row.getString("id"), row.getString("name"), role.permissions(), null));
            }
            known.remove(hash);
            return null;
        });
    }

    private Caller remember(String hash, Caller caller) {
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        known.put(hash, new Known(caller, System.nanoTime()));
        return caller;
    }

    /** Nobody waits for this, and to the minute is enough: a request costs no write. */
    private void touch(String id) {
        pool.preparedQuery("UPDATE api_token SET last_used_at = now() WHERE id = $1")
                .execute(Tuple.of(id))
                .subscribe()
                .with(done -> {}, e -> LOG.debugf("When token %s was used is not noted: %s", id, e.getMessage()));
    }

    private boolean isBootstrap(String secret) {
        return config.bootstrapToken()
                .filter(token -> token.length() >= 32)
                .map(token -> MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }

    Uni<Created> create(Caller maker, String name, Role role, @Nullable Instant expiresAt) {
        if (!maker.permissions().containsAll(role.permissions())) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "A token carries no more than its maker may.");
        }
        String id = Ids.next();
        String token = Ids.secret(PREFIX);
        return pool.preparedQuery("INSERT INTO api_token (id, name, role, token_hash, created_by, expires_at)"
                        + " VALUES ($1, $2, $3, $4, $5, $6)")
                .execute(Tuple.from(java.util.Arrays.asList(
                        id,
                        name,
                        role.word(),
                        Ids.hash(token),
                        maker.id(),
                        expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))))
                .replaceWith(new Created(id, name, role.word(), token));
    }

    /** In the order they were made, after the one of an id. */
    Uni<Page<TokenView>> list(int limit, String after) {
        return pool.preparedQuery("SELECT * FROM api_token WHERE id > $1 ORDER BY id LIMIT $2")
                .execute(Tuple.of(after, limit + 1))
                .map(rows -> Page.of(
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(ApiTokens::view)
                                .toList(),
                        limit,
                        TokenView::id));
    }

    private static TokenView view(Row row) {
        return new TokenView(
                row.getString("id"),
                row.getString("name"),
                row.getString("role"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("expires_at")),
                instant(row.getOffsetDateTime("last_used_at")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    Uni<Void> delete(String id) {
        return pool.preparedQuery("DELETE FROM api_token WHERE id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw Failure.unknown("token", id);
                    }
                    known.clear();
                    return null;
                });
    }
}
