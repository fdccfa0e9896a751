package dev.firstlight.server.delivery;

import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All open streams of this node: who is told of a change, kept awake, and shown out. */
@ApplicationScoped
class Streams {

    private static final long COMMENT_MS = 10_000;
    private static final long CHECK_KEYS_MS = 2_000;

    private final Map<Long, Set<OpenStream>> byEnvironment = new ConcurrentHashMap<>();
    private final Thread goodbye = new Thread(() -> forEach(OpenStream::sayGoodbye), "goodbye");
    private final RulesetPublisher publisher;
    private final SdkCallers callers;
    private final Vertx vertx;

    Streams(RulesetPublisher publisher, SdkCallers callers, Vertx vertx) {
        this.publisher = publisher;
        this.callers = callers;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        publisher.listen(this::broadcast);
        vertx.setPeriodic(COMMENT_MS, timer -> forEach(OpenStream::comment));
        vertx.setPeriodic(CHECK_KEYS_MS, timer -> closeRevoked());
        // A graceful stop waits for open requests, and ours never end by themselves: say goodbye when the signal comes.
        Runtime.getRuntime().addShutdownHook(goodbye);
    }

    void stop(@Observes ShutdownEvent event) {
        forEach(OpenStream::sayGoodbye);
        try {
            Runtime.getRuntime().removeShutdownHook(goodbye);
        } catch (IllegalStateException stopping) {
            // It runs already.
        }
    }

    void add(OpenStream stream) {
        byEnvironment
                .computeIfAbsent(stream.environmentId, id -> ConcurrentHashMap.newKeySet())
                .add(stream);
    }

    void remove(OpenStream stream) {
        Set<OpenStream> streams = byEnvironment.get(stream.environmentId);
        if (streams != null) {
            streams.remove(stream);
        }
    }

    private void broadcast(@Nullable PublishedRuleset before, PublishedRuleset now) {
        Set<OpenStream> streams = byEnvironment.getOrDefault(now.environmentId(), Set.of());
        if (streams.isEmpty()) {
            return;
        }
        boolean follows = before != null && before.epoch() == now.epoch();
        if (before == null || !follows) {
            onEachLoop(streams, OpenStream::catchUp);
            return;
        }
        Buffer change = Events.change(now, now.changeFrom(before));
        onEachLoop(streams, stream -> stream.offer(before, now, change));
    }

    /** One task per event loop, however many streams it has. */
    private static void onEachLoop(Collection<OpenStream> streams, Consumer<OpenStream> action) {
        Map<Context, List<OpenStream>> byLoop =
                streams.stream().collect(Collectors.groupingBy(stream -> stream.context));
        byLoop.forEach((context, own) -> context.runOnContext(ignored -> own.forEach(action)));
    }

    private void forEach(Consumer<OpenStream> action) {
        byEnvironment.values().forEach(streams -> onEachLoop(streams, action));
    }

    private void closeRevoked() {
        Map<String, List<OpenStream>> byKey = byEnvironment.values().stream()
                .flatMap(Set::stream)
                .collect(Collectors.groupingBy(stream -> stream.secret));
        byKey.forEach((secret, streams) -> callers.verify(secret)
                .subscribe()
                .with(
                        caller -> {
                            if (caller.isEmpty()) {
                                onEachLoop(streams, OpenStream::close);
                            }
                        },
                        unknown -> {}));
    }
}
