package dev.firstlight.server.audit;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The audit as it is read. */
@ApplicationScoped
class AuditLog {

    private static final String SELECT =
            "SELECT seq, at, actor, action, subject, comment, before, after, previous, hash FROM audit WHERE project = $1";

    private final Pool pool;

    AuditLog(Pool pool) {
        this.pool = pool;
    }

    /**
     * The newest first, below a row's number where it is not 0; 404 where nothing was ever done in a project of this key. One that was deleted is still known
     * by what was done there.
     */
    Uni<Page<StoredRow>> list(String project, AuditFilter filter, int limit, long below) {
        return page(project, filter, limit, below)
                .call(page -> page.items().isEmpty()
                        ? require(project)
                        : Uni.createFrom().voidItem());
    }

    /** Where a project's chain is now; 404 where it has none. */
    Uni<Anchor> require(String project) {
        return anchor(project).onItem().ifNull().failWith(() -> Failure.unknown("project", project));
    }

    private Uni<Page<StoredRow>> page(String project, AuditFilter filter, int limit, long below) {
        StringBuilder sql = new StringBuilder(SELECT).append(" AND seq < $2");
        Tuple values = Tuple.of(project, below == 0 ? Long.MAX_VALUE : below);
        filter.add(sql, values);
        sql.append(" ORDER BY seq DESC LIMIT ").append(limit + 1);
        return pool.preparedQuery(sql.toString())
                .execute(values)
                .map(found -> Page.of(
                        rows(project, found),
                        limit,
                        stored -> Long.toString(stored.row().seq())));
    }

    /** One row; null where there is none of this number. */
    Uni<@Nullable StoredRow> row(String project, long seq) {
        return pool.preparedQuery(SELECT + " AND seq = $2")
                .execute(Tuple.of(project, seq))
                .map(found -> rows(project, found).stream().findFirst().orElse(null));
    }

    /** Where each project's chain is now. */
    Uni<Map<String, Anchor>> anchors() {
        return pool.query("SELECT project, seq, hash FROM audit_head ORDER BY project")
                .execute()
                .map(found -> {
                    Map<String, Anchor> anchors = new LinkedHashMap<>();
                    for (Row row : found) {
                        anchors.put(row.getString(0), new Anchor(row.getLong(1), row.getString(2)));
                    }
                    return anchors;
                });
    }

    /** Where a project's chain is now; null where it has none. */
    Uni<@Nullable Anchor> anchor(String project) {
        return pool.preparedQuery("SELECT seq, hash FROM audit_head WHERE project = $1")
                .execute(Tuple.of(project))
                .map(found -> {
                    for (Row row : found) {
                        return new Anchor(row.getLong(0), row.getString(1));
                    }
                    return null;
                });
    }

    private static List<StoredRow> rows(String project, RowSet<Row> found) {
        List<StoredRow> rows = new ArrayList<>(found.size());
        for (Row row : found) {
            rows.add(new StoredRow(
                    new AuditRow(
                            project,
                            row.getLong("seq"),
                            row.getOffsetDateTime("at").toInstant(),
                            row.getString("actor"),
                            row.getString("action"),
                            row.getString("subject"),
                            row.getString("comment"),
                            row.getString("before"),
                            row.getString("after")),
                    row.getString("previous"),
                    row.getString("hash")));
        }
        return rows;
    }
}
