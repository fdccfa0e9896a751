package dev.firstlight.server.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What people and API tokens were granted, as it is kept. */
@ApplicationScoped
class GrantRows {

    private static final String LIST =
            "(SELECT CAST(coalesce(json_agg(json_build_array(g.project, e.key, g.role) ORDER BY g.project, e.key, g.id), '[]')"
                    + " AS text) FROM access_grant g LEFT JOIN environment e ON e.id = g.environment_id WHERE g.";

    /** For statements that read a row {@code p} of people: what {@link #read} takes. */
    static final String OF_PERSON = LIST + "person_id = p.id)";

    /** For statements that read a row {@code t} of tokens. */
    static final String OF_TOKEN = LIST + "token_id = t.id)";

    /** For statements that read a row {@code t} of teams. */
    static final String OF_TEAM = LIST + "team_id = t.id)";

    private static final String RIGHTS = """
            (SELECT CAST(json_build_object(
                'roles', (SELECT coalesce(json_agg(r.permissions), '[]') FROM role r WHERE %s),
                'grants', (SELECT coalesce(json_agg(json_build_array(g.project, e.key, g.role, r.permissions)), '[]')
                    FROM access_grant g JOIN role r ON r.key = g.role LEFT JOIN environment e ON e.id = g.environment_id
                    WHERE %s),
                'teams', (SELECT coalesce(json_agg(m.key), '[]') FROM (%s) m)) AS text))""";

    private static final String TEAMS =
            "SELECT t.id, t.key, t.role FROM team t JOIN team_member m ON m.team_id = t.id WHERE m.person_id = p.id";

    /** For statements that read a row {@code p} of people: what {@link Rights#read} takes, with what their teams were given. */
    static final String RIGHTS_OF_PERSON = RIGHTS.formatted(
            "r.key = p.role OR r.key IN (SELECT m.role FROM (" + TEAMS + ") m)",
            "g.person_id = p.id OR g.team_id IN (SELECT m.id FROM (" + TEAMS + ") m)",
            TEAMS);

    /** For statements that read a row {@code t} of tokens. */
    static final String RIGHTS_OF_TOKEN =
            RIGHTS.formatted("r.key = t.role", "g.token_id = t.id", "SELECT t.id AS key WHERE false");

    private static final String INSERT =
            "INSERT INTO access_grant (%s, project, environment_id, role) SELECT ?1, p.key, e.id, ?4 FROM project p"
                    + " LEFT JOIN environment e ON e.project = p.key AND e.key = ?3"
                    + " WHERE p.key = ?2 AND (CAST(?3 AS text) IS NULL OR e.id IS NOT NULL)";

    /** Whose grants they are. */
    enum Holder {
        PERSON("person_id"),
        TOKEN("token_id"),
        TEAM("team_id");

        private final String column;

        Holder(String column) {
            this.column = column;
        }
    }

    /** As a column of a row was read. */
    static List<Grant> read(String json) {
        List<Grant> grants = new ArrayList<>();
        for (JsonNode grant : Json.read(json)) {
            grants.add(new Grant(
                    grant.get(0).asText(),
                    grant.get(1).isNull() ? null : grant.get(1).asText(),
                    grant.get(2).asText()));
        }
        return grants;
    }

    /** Puts these in place of those that somebody has, in one project or, where that is null, in all. In the caller's transaction. */
    Uni<Void> replace(Holder holder, String id, @Nullable String project, List<Grant> grants) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery("DELETE FROM access_grant WHERE "
                        + holder.column + " = ?1 AND (CAST(?2 AS text) IS NULL OR project = ?2)")
                .setParameter(1, id)
                .setParameter(2, project)
                .executeUpdate()
                .chain(() -> Multi.createFrom()
                        .range(0, grants.size())
                        .onItem()
                        .transformToUniAndConcatenate(i -> insert(session, holder, id, i, grants.get(i)))
                        .collect()
                        .asList())
                .replaceWithVoid());
    }

    private static Uni<Integer> insert(Mutiny.Session session, Holder holder, String id, int index, Grant grant) {
        return session.createNativeQuery(INSERT.formatted(holder.column))
                .setParameter(1, id)
                .setParameter(2, grant.project())
                .setParameter(3, grant.environment())
                .setParameter(4, grant.role())
                .executeUpdate()
                .invoke(rows -> {
                    if (rows == 0) {
                        String what = grant.environment() == null
                                ? "project \"" + grant.project() + "\""
                                : "environment \"" + grant.project() + "/" + grant.environment() + "\"";
                        throw Failure.invalid("/grants/" + index, "There is no " + what + ".");
                    }
                });
    }

    /** What somebody has. */
    Uni<List<Grant>> of(Holder holder, String id) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("SELECT " + LIST + holder.column + " = ?1)", String.class)
                        .setParameter(1, id)
                        .getSingleResult()
                        .map(GrantRows::read));
    }
}
