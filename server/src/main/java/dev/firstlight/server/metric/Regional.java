package dev.firstlight.server.metric;

import dev.firstlight.server.platform.Outbound;
import dev.firstlight.server.platform.Unreached;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What Prometheus knows of regions from before a release, to tell its effect from what happens anyway. */
@ApplicationScoped
public class Regional {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 1_000;

    private final SourceRows rows;
    private final Outbound outbound;
    private final MetricConfig config;
    private final Clock clock;
    private final Map<Key, Known> remembered = new ConcurrentHashMap<>();

    Regional(SourceRows rows, Outbound outbound, MetricConfig config, Clock clock) {
        this.rows = rows;
        this.outbound = outbound;
        this.config = config;
        this.clock = clock;
    }

    private record Key(String release, String metric) {}

    private record Known(Instant at, Map<String, BeforeAfter> regions) {}

    /**
     * Both counters of a metric of the kind prometheus by region, both arms together: since the release began, and for as
     * long before. At most a minute old.
     *
     * @param regions whose are wanted, those included that the release has not reached
     * @return nothing of regions without data; empty where Prometheus is not asked or does not answer
     */
    public Uni<Map<String, BeforeAfter>> of(String releaseId, String metric, List<String> regions) {
        Key key = new Key(releaseId, metric);
        Known known = remembered.get(key);
        Instant now = clock.instant();
        if (known != null && known.at().plus(FRESH).isAfter(now)) {
            return Uni.createFrom().item(known.regions());
        }
        return config.prometheus()
                .url()
                .map(url -> ask(url, key, regions, now))
                .orElse(Uni.createFrom().item(Map.of()));
    }

    private Uni<Map<String, BeforeAfter>> ask(URI url, Key key, List<String> regions, Instant now) {
        PrometheusApi api = new PrometheusApi(
                outbound,
                url,
                config.prometheus().token().orElse(null),
                config.prometheus().timeout());
        return rows.one(key.release(), key.metric())
                .flatMap(polls -> polls.isEmpty() || polls.get(0).query().isThreshold()
                        ? Uni.createFrom().item(Map.<String, BeforeAfter>of())
                        : compare(api, polls.get(0).in(regions), now))
                .onFailure(Unreached.class)
                .recoverWithItem(Map.of())
                .invoke(found -> {
                    if (remembered.size() >= MOST_REMEMBERED) {
                        remembered.clear();
                    }
                    remembered.put(key, new Known(now, found));
                });
    }

    /** Asks for what there was in both times. */
    Uni<Map<String, BeforeAfter>> compare(PrometheusApi api, Poll poll, Instant now) {
        Duration since = Duration.between(poll.openedAt(), now);
        Duration length = since.compareTo(LONGEST) > 0 ? LONGEST : since;
        if (length.compareTo(SHORTEST) < 0) {
            return Uni.createFrom().item(Map.of());
        }
        Instant began = poll.openedAt();
        return Poller.all(poll.counters(), query -> api.between(query, began.minus(length), began))
                .flatMap(before -> Poller.all(poll.counters(), query -> api.between(query, now.minus(length), now))
                        .map(after -> byRegion(poll.regions(), before, after)));
    }

    private static Map<String, BeforeAfter> byRegion(
            List<String> regions,
            Map<Poll.Counter, List<PrometheusApi.Series>> before,
            Map<Poll.Counter, List<PrometheusApi.Series>> after) {
        Map<String, BeforeAfter> all = new HashMap<>();
        for (String region : regions) {
            BeforeAfter both = new BeforeAfter(count(region, before), count(region, after));
            if (both.before().units() > 0 && both.after().units() > 0) {
                all.put(region, both);
            }
        }
        return all;
    }

    private static Count count(String region, Map<Poll.Counter, List<PrometheusApi.Series>> answers) {
        double total = 0;
        double bad = 0;
        for (Map.Entry<Poll.Counter, List<PrometheusApi.Series>> one : answers.entrySet()) {
            if (one.getKey().region().equals(region)) {
                double grown = one.getValue().stream()
                        .mapToDouble(PrometheusApi.Series::increase)
                        .sum();
                total += one.getKey().bad() ? 0 : grown;
                bad += one.getKey().bad() ? grown : 0;
            }
        }
        return new Count(Math.round(total), Math.round(bad));
    }
}
