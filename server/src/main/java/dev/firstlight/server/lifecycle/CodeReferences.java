package dev.firstlight.server.lifecycle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Cursor;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where code names flags, as a scan of a repository found it; the next scan takes its place. */
@ApplicationScoped
class CodeReferences {

    private static final String SCANNED = """
            INSERT INTO code_scan (project, repository, revision) VALUES (?1, ?2, ?3)
            ON CONFLICT (project, repository) DO UPDATE SET revision = excluded.revision, at = now()""";
    private static final String INSERT = """
            INSERT INTO code_reference (project, repository, flag, path, line)
            SELECT ?1, ?2, x.flag, x.path, x.line
            FROM jsonb_to_recordset(CAST(CAST(?3 AS text) AS jsonb)) AS x(flag text, path text, line integer)
            ON CONFLICT DO NOTHING""";
    private static final String LIST = """
            SELECT r.repository, s.revision, s.at, r.path, r.line
            FROM code_reference r JOIN code_scan s ON s.project = r.project AND s.repository = r.repository
            WHERE r.project = $1 AND r.flag = $2 AND (r.repository, r.path, r.line) > ($3, $4, $5)
            ORDER BY r.repository, r.path, r.line LIMIT $6""";

    private final Environments environments;
    private final Audit audit;
    private final Pool pool;

    CodeReferences(Environments environments, Audit audit, Pool pool) {
        this.environments = environments;
        this.audit = audit;
        this.pool = pool;
    }

    /** One place. */
    record Place(String flag, String path, int line) {}

    /** One place with the scan that found it. */
    record ReferenceView(String repository, @Nullable String commit, Instant scannedAt, String path, int line) {

        private String cursor() {
            return Cursor.of(repository, path, Integer.toString(line));
        }
    }

    /** The place that a page begins after. */
    private record After(String repository, String path, int line) {

        static After of(PageRequest page) {
            List<String> parts = Cursor.parts(page, 3);
            try {
                return parts == null
                        ? new After("", "", 0)
                        : new After(parts.get(0), parts.get(1), Integer.parseInt(parts.get(2)));
            } catch (NumberFormatException e) {
                throw PageRequest.forged();
            }
        }
    }

    @WithTransaction
    Uni<Void> replace(Caller caller, String project, String repository, @Nullable String revision, List<Place> places) {
        ArrayNode rows = Json.object().arrayNode();
        places.forEach(place -> rows.addObject()
                .put("flag", place.flag())
                .put("path", place.path())
                .put("line", place.line()));
        return environments
                .list(project)
                .chain(() -> Panache.getSession())
                .flatMap(session -> session.createNativeQuery(
                                "DELETE FROM code_reference WHERE project = ?1 AND repository = ?2")
                        .setParameter(1, project)
                        .setParameter(2, repository)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(SCANNED)
                                .setParameter(1, project)
                                .setParameter(2, repository)
                                .setParameter(3, revision)
                                .executeUpdate())
                        .chain(() -> session.createNativeQuery(INSERT)
                                .setParameter(1, project)
                                .setParameter(2, repository)
                                .setParameter(3, Json.write(rows))
                                .executeUpdate()))
                .chain(() -> audit.append(new AuditEntry(
                        project,
                        caller,
                        "references.scanned",
                        repository,
                        null,
                        null,
                        Json.write(Map.of("places", places.size())))));
    }

    Uni<Page<ReferenceView>> list(String project, String flag, PageRequest page) {
        int limit = page.limit();
        After after = After.of(page);
        return environments
                .list(project)
                .chain(() -> pool.preparedQuery(LIST)
                        .execute(Tuple.of(project, flag, after.repository(), after.path(), after.line(), limit + 1)))
                .map(rows -> {
                    List<ReferenceView> found = new ArrayList<>();
                    for (Row row : rows) {
                        found.add(new ReferenceView(
                                row.getString(0),
                                row.getString(1),
                                row.getOffsetDateTime(2).toInstant(),
                                row.getString(3),
                                row.getInteger(4)));
                    }
                    return Page.of(found, limit, ReferenceView::cursor);
                });
    }
}
