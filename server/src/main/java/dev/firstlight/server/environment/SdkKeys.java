package dev.firstlight.server.environment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.CredentialSource;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Grace;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** SDK keys: server keys get rules and stay secret; client keys get values and may be seen. */
@ApplicationScoped
class SdkKeys implements CredentialSource {

    private static final String SERVER = "fls_";
    private static final String CLIENT = "flc_";
    private static final int SHOWN = 8;

    private static final String FIND = """
            UPDATE sdk_key SET last_used_at = CASE WHEN last_used_at > now() - interval '1 minute'
                THEN last_used_at ELSE now() END
            WHERE key_hash = $1 AND (expires_at IS NULL OR expires_at > now()) RETURNING id, name, kind, environment_id""";

    /** Only of a key that nothing took the place of yet. */
    private static final String EXPIRE = """
            UPDATE sdk_key SET expires_at = now() + make_interval(secs => CAST(?2 AS double precision))
            WHERE id = ?1 AND expires_at IS NULL RETURNING expires_at""";

    private static final Duration LONGEST = Duration.ofDays(90);

    private final Environments environments;
    private final Audit audit;
    private final Pool pool;
    private final Clock clock;

    SdkKeys(Environments environments, Audit audit, Pool pool, Clock clock) {
        this.environments = environments;
        this.audit = audit;
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public boolean issues(String secret) {
        return secret.startsWith(SERVER) || secret.startsWith(CLIENT);
    }

    @Override
    public boolean isForApplications() {
        return true;
    }

    @Override
    public Uni<@Nullable Caller> find(String secret) {
        return pool.preparedQuery(FIND).execute(Tuple.of(Ids.hash(secret))).map(rows -> {
            for (Row row : rows) {
                String role = row.getString("kind").equals("server") ? Role.SDK_SERVER : Role.SDK_CLIENT;
                return new Caller(
                        "key:" + row.getString("id"),
                        row.getString("name"),
                        Set.of(role),
                        row.getLong("environment_id"));
            }
            return null;
        });
    }

    /** In the order they were made, after the one of an id. */
    @WithSession
    Uni<Page<SdkKeyView>> list(String project, String environment, int limit, String after) {
        return environments.require(project, environment).flatMap(found -> Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "from SdkKeyEntity where environmentId = ?1 and id > ?2 order by id",
                                SdkKeyEntity.class)
                        .setParameter(1, found.id())
                        .setParameter(2, after)
                        .setMaxResults(limit + 1)
                        .getResultList())
                .map(keys -> Page.of(keys, limit, key -> key.id).map(key -> key.view(null))));
    }

    @WithTransaction
    Uni<SdkKeyView> create(Caller caller, String project, String environment, String name, String kind) {
        if (!kind.equals("server") && !kind.equals("client")) {
            throw Failure.invalid(
                    "/kind", "A key is of kind \"server\" (gets rules, secret) or \"client\" (gets values).");
        }
        return environments.require(project, environment).flatMap(found -> make(caller, found, name, kind));
    }

    private Uni<SdkKeyView> make(Caller caller, EnvironmentRef where, String name, String kind) {
        String secret = Ids.secret(kind.equals("server") ? SERVER : CLIENT);
        SdkKeyEntity key = new SdkKeyEntity();
        key.id = Ids.next();
        key.environmentId = where.id();
        key.name = name;
        key.kind = kind;
        key.prefix = secret.substring(0, SHOWN);
        key.keyHash = Ids.hash(secret);
        key.createdBy = caller.id();
        key.createdAt = clock.instant();
        return Panache.getSession()
                .flatMap(session -> session.persist(key).chain(session::flush))
                .chain(() -> record(caller, where, "sdk-key.created", key))
                .map(ignored -> key.view(secret));
    }

    /** Makes a key of the same name and kind; the one before it is taken for a while yet, so that nobody is cut off. */
    @WithTransaction
    Uni<SdkKeyView> rotate(Caller caller, String project, String environment, String id, String expiresIn) {
        Duration grace = Grace.of(expiresIn, LONGEST, "The key before it may be taken for");
        return environments.require(project, environment).flatMap(found -> Panache.getSession()
                .flatMap(session -> require(session, found, id)
                        .flatMap(old -> session.createNativeQuery(EXPIRE, Instant.class)
                                .setParameter(1, id)
                                .setParameter(2, (double) grace.toSeconds())
                                .getSingleResultOrNull()
                                .invoke(expires -> {
                                    if (expires == null) {
                                        throw Failure.of(
                                                Failure.Kind.CONFLICT,
                                                "Another key took the place of this one already; rotate that.");
                                    }
                                })
                                .call(expires -> record(caller, found, "sdk-key.rotated", old, expires))
                                .chain(() -> make(caller, found, old.name, old.kind)))));
    }

    private static Uni<SdkKeyEntity> require(Mutiny.Session session, EnvironmentRef where, String id) {
        return session.find(SdkKeyEntity.class, id).invoke(key -> {
            if (key == null || key.environmentId != where.id()) {
                throw Failure.unknown("SDK key", id);
            }
        });
    }

    @WithTransaction
    Uni<Void> delete(Caller caller, String project, String environment, String id) {
        return environments.require(project, environment).flatMap(found -> Panache.getSession()
                .flatMap(session -> require(session, found, id).flatMap(key -> session.remove(key)
                        .chain(session::flush)
                        .chain(() -> record(caller, found, "sdk-key.revoked", key)))));
    }

    private Uni<Void> record(Caller caller, EnvironmentRef environment, String action, SdkKeyEntity key) {
        return record(caller, environment, action, key, null);
    }

    private Uni<Void> record(
            Caller caller, EnvironmentRef environment, String action, SdkKeyEntity key, @Nullable Instant expires) {
        ObjectNode after =
                Json.object().put("name", key.name).put("kind", key.kind).put("prefix", key.prefix);
        if (expires != null) {
            after.put("expiresAt", expires.toString());
        }
        return audit.append(new AuditEntry(
                environment.project(),
                caller,
                action,
                environment.key() + "/" + key.id,
                null,
                null,
                Json.write(after)));
    }
}
