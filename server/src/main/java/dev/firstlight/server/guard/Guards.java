package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Exposure;
import dev.firstlight.server.metric.Kind;
import dev.firstlight.server.metric.Measurements;
import dev.firstlight.server.metric.Metrics;
import dev.firstlight.server.metric.Tallies;
import dev.firstlight.server.metric.Times;
import dev.firstlight.server.metric.Usages;
import dev.firstlight.server.platform.Meters;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Watches a release: opens and closes its measurement, and judges its guards by the counters as they are now. */
@Startup
@ApplicationScoped
public class Guards {
    private final Metrics metrics;
    private final Measurements measurements;
    private final Tallies tallies;
    private final Usages usages;
    private final Restarts restarts;
    private final Baselines baselines;
    private final Elsewhere elsewhere;
    private final Timer judged;
    private final Onsets onsets = new Onsets();

    Guards(
            Metrics metrics,
            Measurements measurements,
            Tallies tallies,
            Usages usages,
            Restarts restarts,
            Baselines baselines,
            Elsewhere elsewhere,
            Meters meters) {
        this.metrics = metrics;
        this.measurements = measurements;
        this.tallies = tallies;
        this.usages = usages;
        this.restarts = restarts;
        this.baselines = baselines;
        this.elsewhere = elsewhere;
        this.judged = meters.timer("guards.judge", "Reading the counters of a release and judging its guards.");
    }

    /**
     * What a release gives to whom in a stage.
     *
     * @param regions that have been reached
     */
    public record Stand(String flag, String treatment, String control, int stage, List<String> regions) {}

    /** Keeps what is measured of a release from now on, or begins a new warm-up; in the caller's transaction. */
    public Uni<Void> open(Watch watch, long environmentId, Duration warmUp, Stand stand) {
        return measurements.open(
                watch.release(),
                environmentId,
                warmUp,
                new Exposure(
                        stand.flag(),
                        stand.treatment(),
                        stand.control(),
                        stand.stage(),
                        stand.regions(),
                        watch.metrics()));
    }

    /** Ends it; in the caller's transaction. */
    public Uni<Void> close(String release) {
        return measurements.close(release);
    }

    /** Which of these metrics nobody defined and nothing ever reported. */
    public Uni<Set<String>> unknown(String project, List<String> keys) {
        return metrics.known(project, keys).map(known -> {
            Set<String> unknown = new TreeSet<>(keys);
            unknown.removeAll(known);
            return unknown;
        });
    }

    /** When applications last asked for a flag in an environment; null for never. */
    public Uni<@Nullable Instant> lastAsked(String project, String environment, String flag) {
        return usages.served(project, List.of(flag)).map(served -> served.getOrDefault(flag, List.of()).stream()
                .filter(one -> one.environment().equals(environment))
                .map(Usages.Served::lastAt)
                .max(Comparator.naturalOrder())
                .orElse(null));
    }

    /**
     * Judges all guards together.
     *
     * @param stale whether nobody has reported lately, so that the counters do not speak for now
     */
    public Uni<List<Judgement>> judge(Watch watch, boolean stale) {
        if (watch.guards().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        long begun = System.nanoTime();
        return restarts.of(watch.release())
                .flatMap(all -> counters(watch).map(counters -> {
                    Past past = new Past(onsets, watch.release(), all, watch.out());
                    return GuardJudge.judge(
                            watch.guards().stream()
                                    .map(one -> counters.evidence(watch, past, one, stale))
                                    .toList(),
                            watch.regions());
                }))
                .invoke(() -> judged.record(Duration.ofNanos(System.nanoTime() - begun)));
    }

    /**
     * Keeps what later looks build on: fresh starts of the evidence, from what was judged, and where latencies are cut;
     * outside of any transaction.
     */
    public Uni<Void> keep(Watch watch, List<Judgement> judged, Instant now) {
        boolean silent = judged.stream().allMatch(j -> j.verdict() == Verdict.NO_DATA);
        return cut(watch)
                .chain(() -> silent
                        ? Uni.createFrom().voidItem()
                        : restarts.of(watch.release()).flatMap(past -> {
                            if (!Restarts.due(watch.since(), past, now)) {
                                return Uni.createFrom().voidItem();
                            }
                            Map<String, List<List<Stratum>>> counters = new TreeMap<>();
                            judged.forEach(j -> counters.put(
                                    j.guard().metric(), j.measured().layers()));
                            return restarts.keep(watch.release(), past.size(), new Restart(now, counters));
                        }));
    }

    private Uni<Void> cut(Watch watch) {
        return metrics.definitions(watch.project(), watch.metrics()).flatMap(definitions -> {
            List<String> latencies = Kinds.of(Kind.LATENCY, definitions);
            return latencies.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : baselines.of(watch.release()).flatMap(cut -> {
                        List<String> open = latencies.stream()
                                .filter(metric -> !cut.containsKey(metric))
                                .toList();
                        return open.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : tallies.times(watch.release(), open).flatMap(times -> cut(watch, open, times));
                    });
        });
    }

    private Uni<Void> cut(Watch watch, List<String> metrics, Map<String, Times> times) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String metric : metrics) {
            Times now = times.get(metric);
            Baseline baseline = now == null ? null : Baseline.of(now.counts());
            if (baseline != null) {
                all = all.chain(() -> baselines.keep(watch.release(), metric, baseline));
            }
        }
        return all;
    }

    private Uni<Counters> counters(Watch watch) {
        String release = watch.release();
        return metrics.definitions(watch.project(), watch.metrics()).flatMap(definitions -> {
            List<String> means = Kinds.of(Kind.MEAN, definitions);
            List<String> rates = Kinds.of(Kind.RATE, definitions);
            List<String> latencies = Kinds.of(Kind.LATENCY, definitions);
            List<String> counted = watch.metrics().stream()
                    .filter(metric -> !means.contains(metric) && !rates.contains(metric) && !latencies.contains(metric))
                    .toList();
            return read(counted, keys -> tallies.of(release, keys)).flatMap(tally -> read(
                            rates, keys -> tallies.counts(release, keys))
                    .flatMap(rate -> read(means, keys -> tallies.means(release, keys))
                            .flatMap(mean -> read(latencies, keys -> tallies.times(release, keys))
                                    .flatMap(times -> read(latencies, keys -> baselines.of(release))
                                            .flatMap(cut -> elsewhere
                                                    .of(watch, definitions)
                                                    .map(known -> new Counters(
                                                            definitions, tally, rate, mean, times, cut, known)))))));
        });
    }

    private static <T> Uni<Map<String, T>> read(List<String> keys, Function<List<String>, Uni<Map<String, T>>> read) {
        return keys.isEmpty() ? Uni.createFrom().item(Map.of()) : read.apply(keys);
    }
}
