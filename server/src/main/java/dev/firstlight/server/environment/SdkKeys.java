package dev.firstlight.server.environment;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.CredentialSource;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            WHERE key_hash = $1 RETURNING id, name, kind, environment_id""";

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

    @WithSession
    Uni<List<SdkKeyView>> list(String project, String environment) {
        return environments.require(project, environment).flatMap(found -> Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "from SdkKeyEntity where environmentId = ?1 order by createdAt", SdkKeyEntity.class)
                        .setParameter(1, found.id())
                        .getResultList())
                .map(keys -> keys.stream().map(key -> key.view(null)).toList()));
    }

    @WithTransaction
    Uni<SdkKeyView> create(Caller caller, String project, String environment, String name, String kind) {
        if (!kind.equals("server") && !kind.equals("client")) {
            throw Failure.invalid(
                    "/kind", "A key is of kind \"server\" (gets rules, secret) or \"client\" (gets values).");
        }
        String secret = Ids.secret(kind.equals("server") ? SERVER : CLIENT);
        return environments.require(project, environment).flatMap(found -> {
            SdkKeyEntity key = new SdkKeyEntity();
            key.id = Ids.next();
            key.environmentId = found.id();
            key.name = name;
            key.kind = kind;
            key.prefix = secret.substring(0, SHOWN);
            key.keyHash = Ids.hash(secret);
            key.createdBy = caller.id();
            key.createdAt = clock.instant();
            return Panache.getSession()
                    .flatMap(session -> session.persist(key).chain(session::flush))
                    .chain(() -> record(caller, found, "sdk-key.created", key))
                    .map(ignored -> key.view(secret));
        });
    }

    @WithTransaction
    Uni<Void> delete(Caller caller, String project, String environment, String id) {
        return environments.require(project, environment).flatMap(found -> Panache.getSession()
                .flatMap(session -> session.find(SdkKeyEntity.class, id).flatMap(key -> {
                    if (key == null || key.environmentId != found.id()) {
                        throw Failure.unknown("SDK key", id);
                    }
                    return session.remove(key)
                            .chain(session::flush)
                            .chain(() -> record(caller, found, "sdk-key.revoked", key));
                })));
    }

    private Uni<Void> record(Caller caller, EnvironmentRef environment, String action, SdkKeyEntity key) {
        return audit.append(new AuditEntry(
                environment.project(),
                caller,
                action,
                environment.key() + "/" + key.id,
                null,
                null,
                Json.write(Map.of("name", key.name, "kind", key.kind, "prefix", key.prefix))));
    }
}
