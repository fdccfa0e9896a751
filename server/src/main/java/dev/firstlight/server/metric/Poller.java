package dev.firstlight.server.metric;

import dev.firstlight.server.platform.Meters;
import dev.firstlight.server.platform.NoTicker;
import dev.firstlight.server.platform.Outbound;
import dev.firstlight.server.platform.Unreached;
import io.micrometer.core.instrument.Counter;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks Prometheus for the metrics of live releases. All of a metric's counters are had, or nothing of it is counted. */
@Startup
@ApplicationScoped
class Poller {
    private static final Logger LOG = Logger.getLogger(Poller.class);
    private static final int AT_ONCE = 8;

    private final SourceRows rows;
    private final Outbound outbound;
    private final MetricConfig config;
    private final Counter good;
    private final Counter failed;

    Poller(SourceRows rows, Outbound outbound, MetricConfig config, Meters meters) {
        this.rows = rows;
        this.outbound = outbound;
        this.config = config;
        this.good = polls(meters, "good");
        this.failed = polls(meters, "failed");
    }

    private static Counter polls(Meters meters, String outcome) {
        return meters.counter("source.polls", "Metrics that Prometheus was asked for.", "outcome", outcome);
    }

    @Scheduled(
            every = "${firstlight.metric.prometheus.every:15s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = NoTicker.class)
    Uni<Void> poll() {
        return config.prometheus()
                .url()
                .map(url -> pollAll(api(url)))
                .orElse(Uni.createFrom().voidItem())
                .onFailure()
                .invoke(e -> LOG.warnf("Prometheus' metrics could not be kept: %s", e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private PrometheusApi api(URI url) {
        return new PrometheusApi(
                outbound,
                url,
                config.prometheus().token().orElse(null),
                config.prometheus().timeout());
    }

    /** Asks for what nobody has asked for in this slot. */
    Uni<Void> pollAll(PrometheusApi api) {
        return rows.claim(config.prometheus().every()).flatMap(polls -> Multi.createFrom()
                .iterable(polls)
                .onItem()
                .transformToUni(poll -> poll(api, poll).replaceWith(true))
                .merge(AT_ONCE)
                .collect()
                .asList()
                .replaceWithVoid());
    }

    private Uni<Void> poll(PrometheusApi api, Poll poll) {
        Uni<Void> asked = poll.query().isThreshold() ? threshold(api, poll) : counters(api, poll);
        return asked.invoke(() -> good.increment())
                .onFailure()
                .invoke(() -> failed.increment())
                .onFailure(Unreached.class)
                .recoverWithUni(e -> rows.fail(poll, String.valueOf(e.getMessage())));
    }

    private Uni<Void> threshold(PrometheusApi api, Poll poll) {
        return api.now(poll.threshold()).flatMap(series -> {
            if (series.size() != 1) {
                throw new Unreached("The query gives " + series.size() + " series; aggregate them to one.");
            }
            return rows.read(poll, series.get(0).last());
        });
    }

    private Uni<Void> counters(PrometheusApi api, Poll poll) {
        return all(poll.counters(), api::now).flatMap(answers -> rows.count(poll, Poll.standings(answers)));
    }

    /** What one query gave, or why it gave nothing. */
    private record Answered(
            Poll.Counter counter,
            List<PrometheusApi.Series> series,
            @Nullable Unreached trouble) {}

    /** The answers to all queries, or a failure where one has none. */
    static Uni<Map<Poll.Counter, List<PrometheusApi.Series>>> all(
            Map<Poll.Counter, String> queries, Function<String, Uni<List<PrometheusApi.Series>>> ask) {
        return Multi.createFrom()
                .iterable(queries.entrySet())
                .onItem()
                .transformToUni(one -> ask.apply(one.getValue())
                        .map(series -> new Answered(one.getKey(), series, null))
                        .onFailure(Unreached.class)
                        .recoverWithItem(e -> new Answered(one.getKey(), List.of(), (Unreached) e)))
                .merge(AT_ONCE)
                .collect()
                .asList()
                .map(all -> {
                    Map<Poll.Counter, List<PrometheusApi.Series>> answers = new HashMap<>();
                    for (Answered one : all) {
                        if (one.trouble() != null) {
                            throw one.trouble();
                        }
                        answers.put(one.counter(), one.series());
                    }
                    return answers;
                });
    }
}
