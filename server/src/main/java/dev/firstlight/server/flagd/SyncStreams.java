package dev.firstlight.server.flagd;

import dev.firstlight.server.access.SdkCallers;
import dev.firstlight.server.platform.Meters;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All providers that this node keeps current. */
@ApplicationScoped
class SyncStreams {

    private static final long CHECK_KEYS_MS = 2_000;
    private static final int MOST = 10_000;

    private final Set<SyncStream> streams = ConcurrentHashMap.newKeySet();
    private final Thread goodbye = new Thread(this::endAll, "goodbye");
    private final RulesetPublisher publisher;
    private final SdkCallers callers;
    private final Vertx vertx;
    private final Counter refused;

    SyncStreams(RulesetPublisher publisher, SdkCallers callers, Vertx vertx, Meters meters) {
        this.publisher = publisher;
        this.callers = callers;
        this.vertx = vertx;
        this.refused = meters.streams("flagd", streams::size);
    }

    void start(@Observes StartupEvent event) {
        publisher.listen(this::tell);
        vertx.setPeriodic(CHECK_KEYS_MS, timer -> endRevoked());
        // A graceful stop waits for open calls, and ours never end by themselves: end them when the signal comes.
        Runtime.getRuntime().addShutdownHook(goodbye);
    }

    void stop(@Observes ShutdownEvent event) {
        endAll();
        try {
            Runtime.getRuntime().removeShutdownHook(goodbye);
        } catch (IllegalStateException stopping) {
            // It runs already.
        }
    }

    void add(SyncStream stream) {
        if (streams.size() >= MOST) {
            refused.increment();
            stream.end(Status.RESOURCE_EXHAUSTED.withDescription("Too many streams are open here; try again."));
            return;
        }
        streams.add(stream);
        stream.offer();
    }

    void remove(SyncStream stream) {
        streams.remove(stream);
    }

    private void tell(@Nullable PublishedRuleset before, PublishedRuleset now) {
        streams.stream()
                .filter(stream -> stream.environmentId() == now.environmentId())
                .forEach(SyncStream::offer);
    }

    private void endAll() {
        streams.forEach(stream -> stream.end(Status.UNAVAILABLE.withDescription("This node stops; connect again.")));
        streams.clear();
    }

    private void endRevoked() {
        Map<String, List<SyncStream>> byKey = streams.stream().collect(Collectors.groupingBy(SyncStream::secret));
        byKey.forEach((secret, own) -> callers.verify(secret)
                .subscribe()
                .with(
                        caller -> {
                            if (caller.isEmpty()) {
                                own.forEach(stream -> {
                                    streams.remove(stream);
                                    stream.end(Status.UNAUTHENTICATED.withDescription("This key was revoked."));
                                });
                            }
                        },
                        unknown -> {}));
    }
}
