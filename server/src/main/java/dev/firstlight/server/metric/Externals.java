package dev.firstlight.server.metric;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What others say of releases: metrics of the kind external. The last word counts, for as long as its metric says. */
@ApplicationScoped
public class Externals {
    private static final String VALID = """
            SELECT v.metric, v.verdict, v.at, v.at + d.ttl_ms * interval '1 millisecond', v.detail, v.url
            FROM measured m JOIN environment e ON e.id = m.environment_id
            JOIN external_verdict v ON v.release_no = m.no
            JOIN metric d ON d.project = e.project AND d.key = v.metric AND d.kind = 'external'
            WHERE m.release_id = $1 AND v.metric = ANY($2)
                AND v.at + d.ttl_ms * interval '1 millisecond' > now()""";
    private static final String MEASURED = """
            SELECT m.no, m.open, d.kind, d.ttl_ms, e.key FROM measured m JOIN environment e ON e.id = m.environment_id
            LEFT JOIN metric d ON d.project = e.project AND d.key = ?3
            WHERE m.release_id = ?2 AND e.project = ?1""";
    private static final String SAY = """
            INSERT INTO external_verdict (release_no, metric, verdict, detail, url, said_by)
            VALUES (?1, ?2, ?3, CAST(?4 AS text), CAST(?5 AS text), ?6)
            ON CONFLICT (release_no, metric) DO UPDATE SET verdict = excluded.verdict, detail = excluded.detail,
                url = excluded.url, said_by = excluded.said_by, at = now()
            RETURNING at""";

    private final Pool pool;
    private final Audit audit;

    Externals(Pool pool, Audit audit) {
        this.pool = pool;
        this.audit = audit;
    }

    /** What counts now of each of these metrics; nothing of those of which nobody said anything that still counts. */
    public Uni<Map<String, ExternalVerdict>> of(String releaseId, List<String> metrics) {
        return pool.preparedQuery(VALID)
                .execute(Tuple.of(releaseId, metrics.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, ExternalVerdict> verdicts = new HashMap<>();
                    for (Row row : rows) {
                        verdicts.put(
                                row.getString(0),
                                new ExternalVerdict(
                                        ExternalVerdict.Says.of(row.getString(1)),
                                        row.getOffsetDateTime(2).toInstant(),
                                        row.getOffsetDateTime(3).toInstant(),
                                        row.getString(4),
                                        row.getString(5)));
                    }
                    return verdicts;
                });
    }

    /** Keeps what somebody says; it counts from now on. */
    @WithTransaction
    Uni<VerdictView> say(Caller caller, String project, String releaseId, String metric, VerdictRequest said) {
        return measured(project, releaseId, metric)
                .invoke(row -> caller.in(project, (String) Objects.requireNonNull(row[4]))
                        .requireMay(Role.RELEASE))
                .flatMap(row -> Panache.getSession()
                        .flatMap(session -> session.createNativeQuery(SAY, Instant.class)
                                .setParameter(1, row[0])
                                .setParameter(2, metric)
                                .setParameter(3, said.verdict())
                                .setParameter(4, said.detail())
                                .setParameter(5, said.url())
                                .setParameter(6, caller.name())
                                .getSingleResult())
                        .map(at -> new VerdictView(
                                metric,
                                said.verdict(),
                                said.detail(),
                                said.url(),
                                at,
                                at.plusMillis(((Number) Objects.requireNonNull(row[3])).longValue())))
                        .call(view -> audit.append(new AuditEntry(
                                project,
                                caller,
                                "verdict.given",
                                releaseId + "/" + metric,
                                said.detail(),
                                null,
                                Json.write(said)))));
    }

    /** The release and the metric, if one may be said of the other. */
    private static Uni<Object[]> measured(String project, String releaseId, String metric) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(MEASURED, Object[].class)
                        .setParameter(1, project)
                        .setParameter(2, releaseId)
                        .setParameter(3, metric)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("release that began", releaseId))
                .invoke(row -> {
                    if (!Boolean.TRUE.equals(row[1])) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "Release " + releaseId + " is over; nobody waits for a verdict.");
                    }
                    if (!Kind.EXTERNAL.word().equals(row[2])) {
                        throw row[2] == null
                                ? Failure.unknown("metric", metric)
                                : Failure.of(
                                        Failure.Kind.CONFLICT,
                                        "\"" + metric + "\" is of the kind " + row[2]
                                                + "; verdicts are for those of the kind external.");
                    }
                });
    }
}
