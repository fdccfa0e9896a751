package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Cell;
import dev.firstlight.server.metric.Definition;
import dev.firstlight.server.metric.Kind;
import dev.firstlight.server.metric.Tally;
import dev.firstlight.server.metric.Times;
import dev.firstlight.server.metric.UnitMeans;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a release's metrics, by their keys.
 *
 * @param baselines where latencies are cut, of metrics for which that is known
 * @param elsewhere what other systems know
 */
record Counters(
        Map<String, Definition> definitions,
        Map<String, Tally> tallies,
        Map<String, Map<Cell, UnitMeans>> counts,
        Map<String, Map<Cell, UnitMeans>> means,
        Map<String, Times> times,
        Map<String, Baseline> baselines,
        Elsewhere.Known elsewhere) {
    /** How many units a release's means are tuned for; another number costs time and not validity. */
    private static final long PLANNED = 5_000;

    /** What is known of one guard. */
    Evidence evidence(Watch watch, Past past, Watch.Watched one, boolean stale) {
        String metric = one.metric();
        Definition definition = definitions.getOrDefault(metric, Definition.undefined(metric));
        Worse worse = Worse.valueOf(definition.worse().name());
        Guard guard = new Guard(metric, definition.name(), one.margin(), worse, one.role(), one.scopes());
        Measured measured = measured(watch, past, metric, definition.kind(), worse);
        boolean own = Kinds.counted(definition.kind()) || definition.kind() == Kind.EXTERNAL;
        return new Evidence(
                guard,
                measured,
                !own && stale,
                measured instanceof Counted ? past.control(metric, measured.strata()) : null,
                elsewhere.spillovers().get(metric));
    }

    private Measured measured(Watch watch, Past past, String metric, Kind kind, Worse worse) {
        List<Map<String, Double>> shares = watch.shares();
        String trouble = elsewhere.trouble().get(metric);
        Told said = trouble == null
                ? elsewhere.told().get(metric)
                : new Told(
                        Verdict.NO_DATA, trouble.endsWith(".") ? trouble.substring(0, trouble.length() - 1) : trouble);
        return switch (kind) {
            case MEAN -> averaged(means, metric, shares);
            case RATE -> averaged(counts, metric, shares);
            case LATENCY -> timed(past, metric, shares, worse);
            case EXTERNAL -> said == null ? new Told(Verdict.NO_DATA, "nobody has sent a verdict") : said;
            case PROMETHEUS, OTLP -> said == null ? counted(past, metric, shares, worse) : said;
            case BINARY -> counted(past, metric, shares, worse);
        };
    }

    private Counted counted(Past past, String metric, List<Map<String, Double>> shares, Worse worse) {
        List<Stratum> strata = Stratum.of(tallies.getOrDefault(metric, Tally.EMPTY), shares);
        return new Counted(strata, past.onset(metric, 0, strata, worse));
    }

    private static Averaged averaged(
            Map<String, Map<Cell, UnitMeans>> cells, String metric, List<Map<String, Double>> shares) {
        return new Averaged(Cells.means(cells.getOrDefault(metric, Map.of()), shares), PLANNED);
    }

    private Timed timed(Past past, String metric, List<Map<String, Double>> shares, Worse worse) {
        @Nullable Baseline baseline = baselines.get(metric);
        Times now = times.get(metric);
        Timed timed = baseline == null || now == null
                ? Timed.of(List.of(), new LatencyThresholds(1, 1, 1))
                : Timed.of(Cells.times(baseline.since(now.counts()), shares), baseline.thresholds());
        List<List<Stratum>> layers = timed.layers();
        return new Timed(
                new Counted(layers.get(0), past.onset(metric, 0, layers.get(0), worse)),
                new Counted(layers.get(1), past.onset(metric, 1, layers.get(1), worse)),
                new Counted(layers.get(2), past.onset(metric, 2, layers.get(2), worse)));
    }
}
