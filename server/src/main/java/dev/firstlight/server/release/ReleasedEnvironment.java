package dev.firstlight.server.release;

import dev.firstlight.server.environment.EnvironmentContent;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.RegionUses;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What would be lost with an environment or a region: releases that run, or are to. */
@ApplicationScoped
class ReleasedEnvironment implements EnvironmentContent, RegionUses {

    private static final String RUNNING = """
            SELECT 'Release ' || id || ' of "' || flag || '" in ' || environment || ' is ' || state || '.'
            FROM release WHERE environment_id = ?1 AND state IN ('RUNNING', 'PAUSED') ORDER BY id""";

    /** Names are keys, without quotes; each stands between them in what is kept of a release. */
    private static final String NAMING = """
            SELECT 'release ' || id || ' of "' || flag || '" in ' || environment
            FROM release WHERE project = ?1 AND state IN ('DRAFT', 'RUNNING', 'PAUSED')
                AND position('"' || ?2 || '"' IN plan || percents) > 0 ORDER BY id""";

    @Override
    public int order() {
        return 30;
    }

    @Override
    public Uni<List<String>> uses(EnvironmentRef where) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(RUNNING, String.class)
                .setParameter(1, where.id())
                .getResultList());
    }

    @Override
    public Uni<List<String>> of(String project, String key) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(NAMING, String.class)
                .setParameter(1, project)
                .setParameter(2, key)
                .getResultList());
    }
}
