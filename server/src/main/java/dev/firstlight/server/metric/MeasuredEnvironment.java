package dev.firstlight.server.metric;

import dev.firstlight.server.environment.EnvironmentContent;
import dev.firstlight.server.environment.EnvironmentRef;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Outcomes name a release without belonging to it, so they do not go by themselves. */
@ApplicationScoped
class MeasuredEnvironment implements EnvironmentContent {

    @Override
    public int order() {
        return 40;
    }

    @Override
    public Uni<Void> leave(EnvironmentRef where) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("DELETE FROM outcome USING measured"
                                + " WHERE outcome.release_id = measured.release_id AND measured.environment_id = ?1")
                        .setParameter(1, where.id())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
