package dev.firstlight.server.metric;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Which releases are measured. All inside the caller's transaction. */
@ApplicationScoped
public class Measurements {
    private static final String OPEN = """
            INSERT INTO measured (release_id, environment_id, warm_until)
            VALUES (?1, ?2, now() + CAST(?3 AS double precision) * interval '1 millisecond')
            ON CONFLICT (release_id) DO UPDATE SET warm_until = excluded.warm_until""";
    private static final String EXPOSE = """
            UPDATE measured SET flag = ?2, treatment = ?3, control = ?4, stage = ?5, regions = ?6, metrics = ?7
            WHERE release_id = ?1""";
    private static final String CLOSE = "UPDATE measured SET open = false WHERE release_id = ?1";

    private static Uni<Void> keep(String releaseId, long environmentId, Duration warmUp) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(OPEN)
                        .setParameter(1, releaseId)
                        .setParameter(2, environmentId)
                        .setParameter(3, (double) warmUp.toMillis())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * From now on units of this release are kept, and those that arrive during the warm-up are not compared; at every stage
     * anew.
     *
     * @param what is exposed, so that Prometheus can be asked about it
     */
    public Uni<Void> open(String releaseId, long environmentId, Duration warmUp, Exposure what) {
        return keep(releaseId, environmentId, warmUp)
                .chain(() -> Panache.getSession())
                .flatMap(session -> session.createNativeQuery(EXPOSE)
                        .setParameter(1, releaseId)
                        .setParameter(2, what.flag())
                        .setParameter(3, what.treatment())
                        .setParameter(4, what.control())
                        .setParameter(5, what.stage())
                        .setParameter(6, what.regions().toArray(String[]::new))
                        .setParameter(7, what.metrics().toArray(String[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The release is over: its counters stay as they are. */
    public Uni<Void> close(String releaseId) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(CLOSE)
                        .setParameter(1, releaseId)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
