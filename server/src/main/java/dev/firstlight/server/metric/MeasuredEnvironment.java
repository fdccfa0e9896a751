package dev.firstlight.server.metric;

import dev.firstlight.server.environment.EnvironmentContent;
import dev.firstlight.server.environment.EnvironmentRef;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What units reported names a release by its number without belonging to it, so it does not go by itself. */
@ApplicationScoped
class MeasuredEnvironment implements EnvironmentContent {
    /** Whoever counts holds this row; nobody counts any more when it is ours. */
    private static final String CLOSE = "UPDATE measured SET open = false WHERE environment_id = ?1";

    @Override
    public int order() {
        return 40;
    }

    @Override
    public Uni<Void> leave(EnvironmentRef where) {
        return execute(CLOSE, where)
                .chain(() -> execute(forget("exposure"), where))
                .chain(() -> execute(forget("outcome"), where));
    }

    private static String forget(String table) {
        return "DELETE FROM " + table + " AS u USING measured m WHERE u.release_no = m.no AND m.environment_id = ?1";
    }

    private static Uni<Void> execute(String sql, EnvironmentRef where) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(sql)
                        .setParameter(1, where.id())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
