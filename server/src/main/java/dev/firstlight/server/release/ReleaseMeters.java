package dev.firstlight.server.release;

import dev.firstlight.server.platform.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What operators see of releases: what befalls them, and whether this node looks at them. */
@Startup
@ApplicationScoped
class ReleaseMeters {

    private final Map<Happening, Counter> events = new EnumMap<>(Happening.class);
    private final Meters meters;
    private final Timer looks;
    private final Counter failures;
    private volatile boolean leader;
    private volatile long looked;

    ReleaseMeters(Meters meters) {
        this.meters = meters;
        for (Happening what : Happening.values()) {
            events.put(what, meters.counter("release.events", "What is in the logs of releases.", "kind", what.word()));
        }
        looks = meters.timer("ticker.look", "A look at all releases that are under way.");
        failures = meters.counter("ticker.failures", "Releases, or all of them, that could not be looked at.");
        meters.gauge("ticker.lease", "1 where this node looks at releases.", () -> leader ? 1 : 0);
        meters.gauge(
                "ticker.age.seconds",
                "Since this node's last look at all releases went through; NaN where it does not look.",
                () -> leader && looked != 0 ? (System.nanoTime() - looked) / 1e9 : Double.NaN);
    }

    /** Something is in a release's log, once that is committed. */
    Uni<Void> happened(Happening what) {
        return meters.countAtCommit(Objects.requireNonNull(events.get(what)));
    }

    /** Whether this node has the lease; where it gets it, its looks begin. */
    void leads(boolean now) {
        if (now && !leader) {
            looked = System.nanoTime();
        }
        leader = now;
    }

    /** All releases were looked at, since a moment. */
    void looked(long since) {
        looked = System.nanoTime();
        looks.record(Duration.ofNanos(looked - since));
    }

    void failed() {
        failures.increment();
    }
}
