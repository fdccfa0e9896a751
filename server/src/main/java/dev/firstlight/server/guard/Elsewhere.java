package dev.firstlight.server.guard;

import dev.firstlight.server.metric.BeforeAfter;
import dev.firstlight.server.metric.Count;
import dev.firstlight.server.metric.Definition;
import dev.firstlight.server.metric.ExternalVerdict;
import dev.firstlight.server.metric.Externals;
import dev.firstlight.server.metric.Kind;
import dev.firstlight.server.metric.PrometheusQuery;
import dev.firstlight.server.metric.Reading;
import dev.firstlight.server.metric.Regional;
import dev.firstlight.server.metric.SourceState;
import dev.firstlight.server.metric.Sources;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What is known of a release that its own SDKs did not report. */
@ApplicationScoped
class Elsewhere {
    private final Sources sources;
    private final Externals externals;
    private final Regional regional;

    Elsewhere(Sources sources, Externals externals, Regional regional) {
        this.sources = sources;
        this.externals = externals;
        this.regional = regional;
    }

    /**
     * All of it, by metric.
     *
     * @param told what is believed as it is said
     * @param trouble why a source has nothing to say; absent where it has
     * @param spillovers reached regions beside those not yet reached
     */
    record Known(Map<String, Told> told, Map<String, String> trouble, Map<String, Spillover> spillovers) {
        static final Known NOTHING = new Known(Map.of(), Map.of(), Map.of());
    }

    Uni<Known> of(Watch watch, Map<String, Definition> definitions) {
        List<String> asked = Kinds.of(Kind.PROMETHEUS, definitions);
        List<String> external = Kinds.of(Kind.EXTERNAL, definitions);
        List<String> sourced = Stream.concat(asked.stream(), Kinds.of(Kind.OTLP, definitions).stream())
                .toList();
        if (sourced.isEmpty() && external.isEmpty()) {
            return Uni.createFrom().item(Known.NOTHING);
        }
        List<String> counters =
                asked.stream().filter(metric -> !threshold(definitions, metric)).toList();
        return sources.of(watch.release(), sourced).flatMap(states -> sources.thresholds(watch.release(), asked)
                .flatMap(read -> externals.of(watch.release(), external).flatMap(said -> spillovers(watch, counters)
                        .map(spilt -> new Known(told(definitions, asked, read, said), trouble(states), spilt)))));
    }

    private static boolean threshold(Map<String, Definition> definitions, String metric) {
        Definition definition = definitions.get(metric);
        PrometheusQuery query = definition == null ? null : definition.prometheus();
        return query != null && query.isThreshold();
    }

    private static Map<String, Told> told(
            Map<String, Definition> definitions,
            List<String> asked,
            Map<String, Reading> read,
            Map<String, ExternalVerdict> said) {
        Map<String, Told> told = new HashMap<>();
        asked.stream().filter(metric -> threshold(definitions, metric)).forEach(metric -> {
            Reading reading = read.get(metric);
            told.put(
                    metric,
                    reading == null
                            ? new Told(Verdict.NO_DATA, "it was never read")
                            : new Told(
                                    reading.breached() ? Verdict.FAIL : Verdict.PASS,
                                    Figures.mean(reading.value(), reading.value())
                                            + (reading.breached() ? " is beyond" : " is within") + " its limit"));
        });
        said.forEach((metric, verdict) -> told.put(
                metric,
                new Told(
                        Verdict.valueOf(verdict.says().name()),
                        verdict.detail() == null ? "says another system" : verdict.detail())));
        return told;
    }

    private static Map<String, String> trouble(Map<String, SourceState> states) {
        Map<String, String> trouble = new HashMap<>();
        states.forEach((metric, state) -> {
            if (state.trouble() != null) {
                trouble.put(metric, state.trouble());
            }
        });
        return trouble;
    }

    private Uni<Map<String, Spillover>> spillovers(Watch watch, List<String> metrics) {
        Uni<Map<String, Spillover>> all = Uni.createFrom().item(new HashMap<>());
        List<String> planned = watch.planned();
        if (watch.reached().isEmpty() || watch.reached().containsAll(planned)) {
            return all;
        }
        for (String metric : metrics) {
            all = all.flatMap(
                    found -> regional.of(watch.release(), metric, planned).map(regions -> {
                        found.put(metric, spillover(watch.reached(), regions));
                        return found;
                    }));
        }
        return all;
    }

    static Spillover spillover(Set<String> reached, Map<String, BeforeAfter> regions) {
        Count[] sums = {Count.NONE, Count.NONE, Count.NONE, Count.NONE};
        regions.forEach((region, both) -> {
            int at = reached.contains(region) ? 0 : 2;
            sums[at] = sums[at].plus(both.before());
            sums[at + 1] = sums[at + 1].plus(both.after());
        });
        return new Spillover(sums[0], sums[1], sums[2], sums[3]);
    }
}
