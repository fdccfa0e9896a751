package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Measurements;
import dev.firstlight.server.metric.Metrics;
import dev.firstlight.server.metric.Tallies;
import dev.firstlight.server.metric.Tally;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Watches a release: opens and closes its measurement, and judges its guards by the counters as they are now. */
@ApplicationScoped
public class Guards {
    private final Metrics metrics;
    private final Measurements measurements;
    private final Tallies tallies;

    Guards(Metrics metrics, Measurements measurements, Tallies tallies) {
        this.metrics = metrics;
        this.measurements = measurements;
        this.tallies = tallies;
    }

    /**
     * What is watched.
     *
     * @param margins the margin of each metric, in the order of the plan
     * @param shares the treatment's share of units by region, for each stage
     */
    public record Watch(
            String release, String project, Map<String, Double> margins, List<Map<String, Double>> shares) {}

    /** Keeps what is measured of a release from now on, or begins a new warm-up; in the caller's transaction. */
    public Uni<Void> open(String release, long environmentId, Duration warmUp) {
        return measurements.open(release, environmentId, warmUp);
    }

    /** Ends it; in the caller's transaction. */
    public Uni<Void> close(String release) {
        return measurements.close(release);
    }

    /**
     * Judges all guards together.
     *
     * @param stale whether nobody has reported lately, so that the counters do not speak for now
     */
    public Uni<List<Judgement>> judge(Watch watch, boolean stale) {
        List<String> keys = List.copyOf(watch.margins().keySet());
        if (keys.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return metrics.names(watch.project(), keys).flatMap(names -> tallies.of(watch.release(), keys)
                .map(counted -> GuardJudge.judge(evidence(watch, names, counted, stale), regions(watch))));
    }

    private static List<Evidence> evidence(
            Watch watch, Map<String, String> names, Map<String, Tally> counted, boolean stale) {
        return watch.margins().entrySet().stream()
                .map(entry -> {
                    String metric = entry.getKey();
                    Guard guard = new Guard(metric, names.getOrDefault(metric, metric), entry.getValue());
                    Tally tally = counted.getOrDefault(metric, Tally.EMPTY);
                    return new Evidence(guard, Stratum.of(tally, watch.shares()), stale);
                })
                .toList();
    }

    private static int regions(Watch watch) {
        List<Map<String, Double>> shares = watch.shares();
        return shares.isEmpty() ? 1 : Math.max(1, shares.get(shares.size() - 1).size());
    }
}
