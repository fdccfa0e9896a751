package dev.firstlight.server.watch;

import dev.firstlight.server.platform.Meters;
import dev.firstlight.server.platform.NoTicker;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the database knows, as meters: read every fifteen seconds, by nodes that do what is done at a time, never when
 * somebody scrapes. What is too old reads NaN, not as if it still were so.
 */
@ApplicationScoped
class StandingMeters {

    private static final Logger LOG = Logger.getLogger(StandingMeters.class);
    private static final long TOO_OLD_NANOS = 60_000_000_000L;
    private static final List<String> RELEASES =
            List.of("draft", "scheduled", "running", "paused", "completed", "rolled_back", "aborted");
    private static final List<String> REQUESTS = List.of("open", "approved", "scheduled");
    private static final List<String> INSTANCES = List.of("current", "behind");

    private final StandingRows rows;
    private final Meters meters;
    private volatile @Nullable Standing last;
    private volatile long readAt;

    StandingMeters(StandingRows rows, Meters meters) {
        this.rows = rows;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        byState("releases", "Releases there are.", RELEASES, Standing::releases);
        byState("change.requests", "Change requests that wait.", REQUESTS, Standing::changeRequests);
        byState(
                "instances",
                "Instances that reported within 90 seconds; those behind lack a revision that is a minute old.",
                INSTANCES,
                Standing::instances);
        gauge(
                "source.age.seconds",
                "Since the metric of a live release that is longest not had from its source was had.",
                Standing::sourceAgeSeconds);
        gauge(
                "sources.failing",
                "Metrics of live releases that their source does not give.",
                standing -> standing.sourcesFailing());
        gauge("webhook.waiting", "Events that are not delivered yet, by endpoint.", s -> s.webhookWaiting());
        gauge("webhook.age.seconds", "Since the oldest event that waits happened.", Standing::webhookAgeSeconds);
        gauge("webhooks.disabled", "Endpoints that take nothing any more.", s -> s.webhooksDisabled());
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = NoTicker.class)
    Uni<Void> read() {
        return rows.read()
                .invoke(standing -> {
                    last = standing;
                    readAt = System.nanoTime();
                })
                .onFailure()
                .invoke(e -> LOG.debugf("How things stand cannot be read: %s", e.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void byState(String name, String says, List<String> states, Function<Standing, Map<String, Long>> counts) {
        for (String state : states) {
            meters.gauge(
                    name,
                    says,
                    () -> value(standing -> counts.apply(standing).getOrDefault(state, 0L)),
                    "state",
                    state);
        }
    }

    private void gauge(String name, String says, ToDoubleFunction<Standing> value) {
        meters.gauge(name, says, () -> value(value));
    }

    private double value(ToDoubleFunction<Standing> of) {
        Standing standing = last;
        return standing == null || System.nanoTime() - readAt > TOO_OLD_NANOS ? Double.NaN : of.applyAsDouble(standing);
    }
}
