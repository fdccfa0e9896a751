package dev.firstlight.server.sample;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** How projects sample contexts: not at all, until somebody says so. */
@ApplicationScoped
class Samplings {

    private static final String OF_PROJECT =
            "SELECT enabled, clear, keep, version, secret FROM context_sampling WHERE project = $1";
    private static final String PUT = """
            INSERT INTO context_sampling (project, enabled, clear, keep, version, secret) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (project) DO UPDATE SET enabled = excluded.enabled, clear = excluded.clear, keep = excluded.keep,
                version = excluded.version, secret = excluded.secret""";
    private static final String FORGET = """
            DELETE FROM context_sample WHERE environment_id IN (SELECT id FROM environment WHERE project = ?1)""";
    private static final int SECRET_BYTES = 32;

    private final Pool pool;
    private final Environments environments;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    Samplings(Pool pool, Environments environments, Audit audit) {
        this.pool = pool;
        this.environments = environments;
        this.audit = audit;
    }

    record View(boolean enabled, List<String> clear, int keep) {
        static View of(Sampling sampling) {
            return new View(sampling.enabled(), sampling.clear(), sampling.keep());
        }
    }

    Uni<View> get(String project) {
        return environments.list(project).chain(() -> of(project)).map(View::of);
    }

    Uni<Sampling> of(String project) {
        return pool.preparedQuery(OF_PROJECT).execute(Tuple.of(project)).map(rows -> {
            for (Row row : rows) {
                return new Sampling(
                        row.getBoolean(0),
                        List.of(Json.read(row.getString(1), String[].class)),
                        row.getInteger(2),
                        row.getLong(3),
                        row.getString(4));
            }
            return Sampling.OFF;
        });
    }

    /** Other rules for what may be sent need another key, and what was sent by the old ones is forgotten with theirs. */
    @WithTransaction
    Uni<View> put(Caller caller, String project, View wanted) {
        return environments.list(project).chain(() -> of(project)).flatMap(before -> {
            View was = View.of(before);
            if (was.equals(wanted)) {
                return Uni.createFrom().item(wanted);
            }
            boolean same =
                    before.enabled() == wanted.enabled() && before.clear().equals(wanted.clear());
            Sampling after = new Sampling(
                    wanted.enabled(),
                    wanted.clear(),
                    wanted.keep(),
                    same ? before.version() : before.version() + 1,
                    same && before.secret() != null ? before.secret() : secret());
            return write(project, after)
                    .chain(() -> same ? Uni.createFrom().voidItem() : forget(project))
                    .chain(() -> audit.append(new AuditEntry(
                            project,
                            caller,
                            "context-sampling.changed",
                            project,
                            null,
                            Json.write(was),
                            Json.write(wanted))))
                    .replaceWith(wanted);
        });
    }

    private Uni<Void> write(String project, Sampling sampling) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(PUT)
                        .setParameter(1, project)
                        .setParameter(2, sampling.enabled())
                        .setParameter(3, Json.write(sampling.clear()))
                        .setParameter(4, sampling.keep())
                        .setParameter(5, sampling.version())
                        .setParameter(6, sampling.secret())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Void> forget(String project) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(FORGET)
                        .setParameter(1, project)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
