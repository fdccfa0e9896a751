package dev.firstlight.server.delivery;

import dev.firstlight.server.access.ServerKeys;
import dev.firstlight.server.platform.Bulkhead;
import dev.firstlight.server.platform.Meters;
import dev.firstlight.server.platform.Traces;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetSupply;
import io.micrometer.core.instrument.Counter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All open streams of this node: who is told of a change, kept awake, and shown out. */
@ApplicationScoped
class Streams {

    private static final long CHECK_KEYS_MS = 2_000;
    private static final long SHORTEST_GOODBYE_MS = 1_000;
    private static final long LONGEST_GOODBYE_MS = 60_000;

    private final Map<Context, StreamLoop> loops = new ConcurrentHashMap<>();
    private final Map<Long, Pace> paces = new ConcurrentHashMap<>();
    private final Map<Long, AtomicInteger> readers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> secrets = new ConcurrentHashMap<>();
    private final Thread goodbye = new Thread(this::sayGoodbye, "goodbye");
    private final Bulkhead open;
    private final RulesetSupply publisher;
    private final Editions editions;
    private final ServerKeys callers;
    private final DeliveryConfig config;
    private final Vertx vertx;
    private final Traces traces;
    private final Counter refused;
    private final Counter stalled;
    private volatile boolean leaving;

    Streams(
            RulesetSupply publisher,
            Editions editions,
            ServerKeys callers,
            DeliveryConfig config,
            Vertx vertx,
            Meters meters,
            Traces traces) {
        this.publisher = publisher;
        this.editions = editions;
        this.callers = callers;
        this.config = config;
        this.vertx = vertx;
        this.traces = traces;
        this.open = new Bulkhead(config.mostStreams());
        this.refused = meters.streams("sdk", open::inside);
        this.stalled = meters.counter("streams.stalled", "Streams that were cut because their reader took nothing.");
    }

    void start(@Observes StartupEvent event) {
        begin();
    }

    /** Tells of changes from now on. */
    void begin() {
        publisher.listen(this::published);
        vertx.setPeriodic(StreamLoop.TICK_MS, timer -> onEachLoop(StreamLoop::tick));
        vertx.setPeriodic(CHECK_KEYS_MS, timer -> closeRevoked());
        // A graceful stop waits for open requests, and ours never end by themselves: say goodbye when the signal comes.
        Runtime.getRuntime().addShutdownHook(goodbye);
    }

    void stop(@Observes ShutdownEvent event) {
        sayGoodbye();
        try {
            Runtime.getRuntime().removeShutdownHook(goodbye);
        } catch (IllegalStateException stopping) {
            // It runs already.
        }
    }

    /** A place for one more stream; false where there is none, or where this node is about to go. */
    boolean enter() {
        return !leaving && open.enter();
    }

    /** Counts one that finds no room. */
    void refused() {
        refused.increment();
    }

    /** Gives a place back. */
    void leave() {
        open.leave();
    }

    /** How many streams are open or being opened. */
    int count() {
        return open.inside();
    }

    /** Call on the stream's own loop, as {@link #remove}. */
    void add(OpenStream stream) {
        loop(stream).add(stream);
        count(readers, stream.environmentId, 1);
        count(secrets, stream.secret, 1);
        if (leaving) {
            sayGoodbye();
        }
    }

    void remove(OpenStream stream) {
        loop(stream).remove(stream);
        stream.over();
        count(readers, stream.environmentId, -1);
        count(secrets, stream.secret, -1);
    }

    private StreamLoop loop(OpenStream stream) {
        return loops.computeIfAbsent(
                stream.loop, loop -> new StreamLoop(loop, config.stalledAfter().toMillis(), stalled::increment));
    }

    private static <K> void count(Map<K, AtomicInteger> counts, K key, int change) {
        counts.compute(key, (k, known) -> {
            AtomicInteger count = known == null ? new AtomicInteger() : known;
            return count.addAndGet(change) <= 0 ? null : count;
        });
    }

    private void published(@Nullable PublishedRuleset before, PublishedRuleset now) {
        Pace pace = paces.computeIfAbsent(
                now.environmentId(), id -> new Pace(config.coalesce().toNanos()));
        long wait = pace.published(before, now, System.nanoTime());
        if (wait == 0) {
            tell(pace);
        } else if (wait > 0) {
            long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait));
            vertx.setTimer(millis, timer -> Infrastructure.getDefaultExecutor().execute(() -> tell(pace)));
        }
    }

    /** Never on an event loop: the change is encoded here. */
    private void tell(Pace pace) {
        synchronized (pace) {
            Pace.Step step = pace.next(System.nanoTime());
            if (step != null && readers.containsKey(step.now().environmentId())) {
                tell(step);
            }
        }
    }

    private void tell(Pace.Step step) {
        PublishedRuleset before = step.before();
        PublishedRuleset now = step.now();
        if (before == null || before.epoch() != now.epoch()) {
            onEachLoop(loop -> loop.catchUp(now.environmentId()));
            return;
        }
        Edition edition = editions.of(now);
        if (edition.ruleset() != now) {
            onEachLoop(loop -> loop.catchUp(now.environmentId()));
            return;
        }
        Event change = edition.after(before);
        Position from = new Position(before.epoch(), before.revision());
        List<StreamLoop> all = List.copyOf(loops.values());
        Sending sending = new Sending(traces, step, all.size());
        all.forEach(each ->
                each.run(loop -> sending.sent(loop.offer(now.environmentId(), from, edition.position(), change))));
    }

    private void onEachLoop(Consumer<StreamLoop> action) {
        loops.values().forEach(loop -> loop.run(action));
    }

    /** Clients come back over a time in which the nodes that stay can take them. */
    private void sayGoodbye() {
        leaving = true;
        long within = 1_000L * open.inside() / Math.max(1, config.reconnectsPerSecond());
        Event words = Events.goodbye(Math.min(Math.max(within, SHORTEST_GOODBYE_MS), LONGEST_GOODBYE_MS));
        onEachLoop(loop -> loop.end(stream -> true, stream -> stream.sayGoodbye(words)));
    }

    private void closeRevoked() {
        for (String secret : secrets.keySet()) {
            callers.verify(secret)
                    .subscribe()
                    .with(
                            caller -> {
                                if (caller.isEmpty()) {
                                    onEachLoop(loop ->
                                            loop.end(stream -> stream.secret.equals(secret), OpenStream::close));
                                }
                            },
                            unknown -> {});
        }
    }
}
