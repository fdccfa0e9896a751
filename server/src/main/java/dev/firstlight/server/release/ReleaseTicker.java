package dev.firstlight.server.release;

import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.NoTicker;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Looks at every live release once a second, on the one node that holds the lease. */
@ApplicationScoped
class ReleaseTicker {
    static final String JOB = "release";
    private static final Logger LOG = Logger.getLogger(ReleaseTicker.class);

    private final String holder = Ids.next();
    private final Leases leases;
    private final Ticks ticks;
    private final Samples samples;
    private final ReleaseMeters meters;

    ReleaseTicker(Leases leases, Ticks ticks, Samples samples, ReleaseMeters meters) {
        this.leases = leases;
        this.ticks = ticks;
        this.samples = samples;
        this.meters = meters;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = NoTicker.class)
    Uni<Void> tick() {
        return leases.take(JOB, holder)
                .invoke(lease -> meters.leads(lease != null))
                .onFailure()
                .invoke(() -> meters.leads(false))
                .flatMap(lease -> lease == null ? Uni.createFrom().voidItem() : tickAll(lease))
                .onFailure()
                .invoke(meters::failed)
                .onFailure()
                .invoke(e -> LOG.warnf("Releases could not be looked at: %s", e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> tickAll(Leases.Lease lease) {
        long begun = System.nanoTime();
        return ticks.lookedAt().flatMap(ids -> {
            samples.keepOnly(ids);
            return each(ids, lease).invoke(() -> meters.looked(begun));
        });
    }

    /** One after the other; one that fails does not keep the others from being looked at. */
    private Uni<Void> each(List<String> ids, Leases.Lease lease) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> ticks.tick(id, lease)
                        .onFailure()
                        .invoke(meters::failed)
                        .onFailure()
                        .invoke(e -> LOG.warnf(e, "Release %s could not be looked at", id))
                        .onFailure()
                        .recoverWithItem(false))
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
