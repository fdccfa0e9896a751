package dev.firstlight.server.deployment;

import dev.firstlight.server.environment.EnvironmentRef;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deployments in the database, within the caller's session. */
@ApplicationScoped
class DeploymentRows {

    private static final String INSERT = """
            INSERT INTO deployment (id, environment_id, service, version, region, url, commit_id, at, reported_by)
            VALUES (?1, ?2, ?3, ?4, ?5, CAST(?6 AS text), CAST(?7 AS text),
                coalesce(CAST(CAST(?8 AS text) AS timestamptz), now()), ?9)
            ON CONFLICT (environment_id, service, version, region) DO NOTHING""";
    private static final String SELECT = """
            SELECT id, service, version, region, url, commit_id, at, reported_by, reported_at
            FROM deployment WHERE environment_id = ?1 AND
            """;

    /** Keeps a deployment; false where it was kept before. */
    Uni<Boolean> insert(EnvironmentRef where, String id, DeploymentRequest said, String by) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(INSERT)
                        .setParameter(1, id)
                        .setParameter(2, where.id())
                        .setParameter(3, said.service())
                        .setParameter(4, said.version())
                        .setParameter(5, said.region())
                        .setParameter(6, said.url())
                        .setParameter(7, said.commit())
                        .setParameter(8, said.at() == null ? null : said.at().toString())
                        .setParameter(9, by)
                        .executeUpdate())
                .map(made -> made == 1);
    }

    Uni<DeploymentView> get(EnvironmentRef where, DeploymentRequest said) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                SELECT + "service = ?2 AND version = ?3 AND region = ?4", Object[].class)
                        .setParameter(1, where.id())
                        .setParameter(2, said.service())
                        .setParameter(3, said.version())
                        .setParameter(4, said.region())
                        .getSingleResult())
                .map(DeploymentRows::view);
    }

    /** The newest first, below an id where it is not empty. */
    Uni<List<DeploymentView>> below(EnvironmentRef where, @Nullable String service, String id, int most) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                SELECT + "id < ?2 AND (CAST(?3 AS text) IS NULL OR service = CAST(?3 AS text))"
                                        + " ORDER BY id DESC LIMIT ?4",
                                Object[].class)
                        .setParameter(1, where.id())
                        .setParameter(2, id.isEmpty() ? "~" : id)
                        .setParameter(3, service)
                        .setParameter(4, most)
                        .getResultList())
                .map(rows -> rows.stream().map(DeploymentRows::view).toList());
    }

    Uni<Set<String>> regions(long environmentId, String service, String version) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "SELECT region FROM deployment WHERE environment_id = ?1 AND service = ?2 AND version = ?3",
                                String.class)
                        .setParameter(1, environmentId)
                        .setParameter(2, service)
                        .setParameter(3, version)
                        .getResultList())
                .map(Set::copyOf);
    }

    private static DeploymentView view(Object[] row) {
        return new DeploymentView(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                instant(row[6]),
                (String) row[7],
                instant(row[8]));
    }

    private static Instant instant(Object column) {
        return ((OffsetDateTime) column).toInstant();
    }
}
