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
            (%1$s.role <> 'member' OR EXISTS (SELECT 1 FROM access_grant g WHERE g.%2$s = %1$s.id AND g.project = $1))""";

    private static final String BY_TEAM = "EXISTS (SELECT 1 FROM team t JOIN team_member m ON m.team_id = t.id"
            + " WHERE m.person_id = p.id AND " + MAY_SEE.formatted("t", "team_id") + ")";

    private static final String TEAMS = "(SELECT coalesce(string_agg(t.key, ',' ORDER BY t.key), '') FROM team t"
            + " JOIN team_member m ON m.team_id = t.id WHERE m.person_id = p.id)";

    private static final String LIST = "SELECT 'person' AS kind, p.id, p.name, p.email, p.role, " + GrantRows.OF_PERSON
            + " AS grants, " + TEAMS + " AS teams FROM person p WHERE p.id > $2 AND ("
            + MAY_SEE.formatted("p", "person_id")
            + " OR " + BY_TEAM + ") UNION ALL SELECT 'token', t.id, t.name, NULL, t.role, " + GrantRows.OF_TOKEN
            + ", '' FROM api_token t WHERE t.id > $2 AND (t.expires_at IS NULL OR t.expires_at > now()) AND "
            + MAY_SEE.formatted("t", "token_id") + " UNION ALL SELECT 'team', t.id, t.name, NULL, t.role, "
            + GrantRows.OF_TEAM + ", t.key FROM team t WHERE t.id > $2 AND " + MAY_SEE.formatted("t", "team_id")
            + " ORDER BY id LIMIT $3";

    private final Pool pool;

    ProjectAccess(Pool pool) {
        this.pool = pool;
    }

    /**
     * One who can see the project.
     *
     * @param kind {@code person}, {@code token} or {@code team}
     * @param email a person's, else null
     * @param role everywhere
     * @param grants in this project, besides those of the teams
     * @param teams a person's, by key; of a team its own key
     */
    @Schema(name = "ProjectAccess")
    record View(
            String kind,
            String id,
            String name,
            @Nullable String email,
            String role,
            List<Grant> grants,
            List<String> teams) {}

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
                                Grant.in(project, GrantRows.read(row.getString("grants"))),
                                keys(row.getString("teams"))));
                    }
                    return Page.of(views, limit, View::id);
                });
    }

    private static List<String> keys(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
    }
}
