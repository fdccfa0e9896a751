package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
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

    private static final String FIND =
            "SELECT t.id, t.name, t.budget_share, t.budget_regions, t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute' AS touch, "
                    + GrantRows.RIGHTS_OF_TOKEN
                    + " AS rights FROM api_token t WHERE t.token_hash = $1 AND (t.expires_at IS NULL OR t.expires_at > now())";

    /** A token that has been revoked on another node is good for so long at most. */
    private static final long FRESH_NANOS = 1_000_000_000L;

    private static final int MOST_KNOWN = 1_000;

    private record Known(Caller caller, long at) {}

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private final Pool pool;
    private final Roles roles;
    private final GrantRows grants;
    private final AccessLog log;
    private final AccessConfig config;

    ApiTokens(Pool pool, Roles roles, GrantRows grants, AccessLog log, AccessConfig config) {
        this.pool = pool;
        this.roles = roles;
        this.grants = grants;
        this.log = log;
        this.config = config;
    }

    record TokenView(
            String id,
            String name,
            String role,
            List<Grant> grants,
            @Nullable Budget budget,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    @Schema(name = "TokenCreated")
    record Created(
            String id,
            String name,
            String role,
            List<Grant> grants,
            @Nullable Budget budget,
            String token) {}

    /**
     * A token that is to be.
     *
     * @param role everywhere
     * @param budget what its edits are counted against; null where they are not
     * @param expiresAt null for never
     */
    record Wanted(
            String name,
            String role,
            @Nullable List<Grant> grants,
            @Nullable Budget budget,
            @Nullable Instant expiresAt) {}

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
                return remember(
                        hash,
                        Caller.of(
                                "token:" + row.getString("id"),
                                row.getString("name"),
                                Rights.read(row.getString("rights")).within(budget(row))));
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
                .filter(token -> token.length() >= AccessSettings.SHORTEST_TOKEN)
                .map(token -> MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }

    @WithTransaction
    Uni<Created> create(Caller maker, Wanted wanted) {
        return roles.book().flatMap(book -> {
            book.check(wanted.role(), "/role", maker.rights());
            List<Grant> given = book.check(wanted.grants(), maker.rights());
            if (wanted.budget() != null) {
                wanted.budget().check("/budget");
                book.checkCounted(wanted.role(), given);
            }
            return create(maker, wanted, given);
        });
    }

    private Uni<Created> create(Caller maker, Wanted wanted, List<Grant> given) {
        String id = Ids.next();
        String token = Ids.secret(PREFIX);
        Instant expires = wanted.expiresAt();
        Budget budget = wanted.budget();
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("INSERT INTO api_token"
                                + " (id, name, role, token_hash, created_by, expires_at, budget_share, budget_regions)"
                                + " VALUES (?1, ?2, ?3, ?4, ?5, CAST(CAST(?6 AS text) AS timestamptz),"
                                + " CAST(CAST(?7 AS text) AS double precision), CAST(CAST(?8 AS text) AS integer))")
                        .setParameter(1, id)
                        .setParameter(2, wanted.name())
                        .setParameter(3, wanted.role())
                        .setParameter(4, Ids.hash(token))
                        .setParameter(5, maker.id())
                        .setParameter(6, expires == null ? null : expires.toString())
                        .setParameter(7, budget == null ? null : Double.toString(budget.share()))
                        .setParameter(8, budget == null ? null : Integer.toString(budget.regions()))
                        .executeUpdate())
                .chain(() -> grants.replace(GrantRows.Holder.TOKEN, id, null, given))
                .chain(() -> log.note(maker, "token.made", id, null, told(wanted, given)))
                .replaceWith(new Created(id, wanted.name(), wanted.role(), given, budget, token));
    }

    private static String told(Wanted wanted, List<Grant> given) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", wanted.name());
        told.put("role", wanted.role());
        told.put("grants", given);
        if (wanted.budget() != null) {
            told.put("budget", wanted.budget());
        }
        if (wanted.expiresAt() != null) {
            told.put("expiresAt", wanted.expiresAt().toString());
        }
        return Json.write(told);
    }

    /** In the order they were made, after the one of an id. */
    Uni<Page<TokenView>> list(int limit, String after) {
        return pool.preparedQuery("SELECT t.*, " + GrantRows.OF_TOKEN
                        + " AS grants FROM api_token t WHERE t.id > $1 ORDER BY t.id LIMIT $2")
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
                GrantRows.read(row.getString("grants")),
                budget(row),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("expires_at")),
                instant(row.getOffsetDateTime("last_used_at")));
    }

    private static @Nullable Budget budget(Row row) {
        Double share = row.getDouble("budget_share");
        return share == null ? null : new Budget(share, row.getInteger("budget_regions"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    @WithTransaction
    Uni<Void> delete(Caller caller, String id) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "DELETE FROM api_token WHERE id = ?1 RETURNING name", String.class)
                        .setParameter(1, id)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("token", id))
                .call(name -> log.note(caller, "token.revoked", id, Json.write(Map.of("name", name)), null))
                .invoke(known::clear)
                .replaceWithVoid();
    }
}
