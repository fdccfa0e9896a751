package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who can see a project, and what else they may do there. */
@ApplicationScoped
class ProjectAccess {

    private static final String MAY_SEE = """
            (%s.role <> 'member' OR EXISTS (SELECT 1 FROM access_grant g WHERE g.%s = %s.id AND g.project = $1))""";

    private static final String LIST = "SELECT 'person' AS kind, p.id, p.name, p.email, p.role, " + GrantRows.OF_PERSON
            + " AS grants FROM person p WHERE p.id > $2 AND " + MAY_SEE.formatted("p", "person_id", "p")
            + " UNION ALL SELECT 'token', t.id, t.name, NULL, t.role, " + GrantRows.OF_TOKEN
            + " FROM api_token t WHERE t.id > $2 AND (t.expires_at IS NULL OR t.expires_at > now()) AND "
            + MAY_SEE.formatted("t", "token_id", "t") + " ORDER BY id LIMIT $3";

    private final Pool pool;

    ProjectAccess(Pool pool) {
        this.pool = pool;
    }

    /**
     * One who can see the project.
     *
     * @param kind {@code person} or {@code token}
     * @param email null for a token
     * @param role everywhere
     * @param grants in this project
     */
    @Schema(name = "ProjectAccess")
    record View(
            String kind, String id, String name, @Nullable String email, String role, List<Grant> grants) {}

    /** Refuses a project that is not there. */
    Uni<Void> require(String project) {
        return pool.preparedQuery("SELECT 1 FROM project WHERE key = $1")
                .execute(Tuple.of(project))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw Failure.unknown("project", project);
                    }
                })
                .replaceWithVoid();
    }

    /** In the order they came, after the one of an id. */
    Uni<Page<View>> list(String project, int limit, String after) {
        return require(project)
                .chain(() -> pool.preparedQuery(LIST).execute(Tuple.of(project, after, limit + 1)))
                .map(rows -> {
                    List<View> views = new ArrayList<>();
                    for (Row row : rows) {
                        views.add(new View(
                                row.getString("kind"),
                                row.getString("id"),
                                row.getString("name"),
                                row.getString("email"),
                                row.getString("role"),
                                GrantRows.read(row.getString("grants")).stream()
                                        .filter(grant -> grant.project().equals(project))
                                        .toList()));
                    }
                    return Page.of(views, limit, View::id);
                });
    }
}
