package dev.firstlight.server.targeting;

import dev.firstlight.server.environment.RegionUses;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Flags whose splits differ by region. */
@ApplicationScoped
class RegionalFlags implements RegionUses {

    private static final String NAMING = """
            SELECT 'flag "' || t.flag || '" in ' || e.key FROM targeting t JOIN environment e ON e.id = t.environment_id
            WHERE e.project = ?1 AND CASE WHEN position('"regions"' IN t.document) > 0 THEN
                jsonb_path_exists(CAST(t.document AS jsonb), '$.default.split.regions[*].in[*] ? (@ == $key)',
                    jsonb_build_object('key', CAST(?2 AS text)))
                OR jsonb_path_exists(CAST(t.document AS jsonb), '$.rules[*].serve.split.regions[*].in[*] ? (@ == $key)',
                    jsonb_build_object('key', CAST(?2 AS text)))
                ELSE false END
            ORDER BY e.id, t.flag LIMIT 20""";

    @Override
    public Uni<List<String>> of(String project, String key) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(NAMING, String.class)
                .setParameter(1, project)
                .setParameter(2, key)
                .getResultList());
    }
}
