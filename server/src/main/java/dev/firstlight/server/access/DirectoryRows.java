package dev.firstlight.server.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** People and teams as a directory sees them, as they are kept. In the caller's session. */
@ApplicationScoped
class DirectoryRows {

    /** More than these are no list for one answer. */
    static final int MOST = 20_000;

    private static final String TIMES =
            "CAST(extract(epoch FROM %1$s.created_at) * 1000000 AS bigint), CAST(extract(epoch FROM coalesce(%1$s.changed_at, %1$s.created_at)) * 1000000 AS bigint)";

    private static final String USERS = "SELECT p.id, p.email, p.name, p.external_id, p.active,"
            + " (SELECT CAST(coalesce(json_agg(json_build_array(t.id, t.directory_group) ORDER BY t.id), '[]') AS text)"
            + " FROM team t JOIN team_member m ON m.team_id = t.id WHERE m.person_id = p.id AND t.directory_group IS NOT NULL), "
            + TIMES.formatted("p")
            + " FROM person p WHERE CAST(?1 AS text) IS NULL OR p.id = ?1 ORDER BY p.id LIMIT ?2";

    private static final String GROUPS = "SELECT t.id, t.directory_group, t.external_id, true,"
            + " (SELECT CAST(coalesce(json_agg(json_build_array(p.id, p.email) ORDER BY p.id), '[]') AS text)"
            + " FROM person p JOIN team_member m ON m.person_id = p.id WHERE m.team_id = t.id), "
            + TIMES.formatted("t") + " FROM team t WHERE t.directory_group IS NOT NULL"
            + " AND (CAST(?1 AS text) IS NULL OR t.id = ?1) ORDER BY t.id LIMIT ?2";

    /** One person, or with null all. */
    Uni<List<DirectoryUser>> users(@Nullable String id) {
        return rows(USERS, id).map(rows -> rows.stream()
                .map(row -> new DirectoryUser(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        (Boolean) row[4],
                        refs((String) row[5]),
                        instant(row[6]),
                        instant(row[7])))
                .toList());
    }

    /** One team that follows a group, or with null all. */
    Uni<List<DirectoryGroup>> groups(@Nullable String id) {
        return rows(GROUPS, id).map(rows -> rows.stream()
                .map(row -> new DirectoryGroup(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        refs((String) row[4]),
                        instant(row[5]),
                        instant(row[6])))
                .toList());
    }

    private static Uni<List<Object[]>> rows(String sql, @Nullable String id) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(sql, Object[].class)
                .setParameter(1, id)
                .setParameter(2, MOST)
                .getResultList());
    }

    private static List<DirectoryUser.Ref> refs(String json) {
        List<DirectoryUser.Ref> refs = new ArrayList<>();
        for (JsonNode ref : Json.read(json)) {
            refs.add(new DirectoryUser.Ref(ref.get(0).asText(), ref.get(1).asText()));
        }
        return refs;
    }

    private static Instant instant(Object micros) {
        return Instant.EPOCH.plus(((Number) micros).longValue(), ChronoUnit.MICROS);
    }
}
