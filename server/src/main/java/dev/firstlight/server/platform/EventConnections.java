package dev.firstlight.server.platform;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The open answers of one kind on this node, by environment: kept awake, told of changes, and shown out. */
public final class EventConnections<C extends EventConnection> {

    private static final long COMMENT_MS = 10_000;
    /** After so many the event loop does something else first. */
    private static final int SLICE = 256;

    private final Map<Long, Set<C>> byEnvironment = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Thread goodbye = new Thread(() -> forEach(EventConnection::end), "goodbye");
    private final Vertx vertx;
    private final int most;
    private final Counter refused;

    /**
     * None yet.
     *
     * @param most how many there may be; more are turned away
     * @param kind what operators see them as
     */
    public EventConnections(Vertx vertx, int most, Meters meters, String kind) {
        this.vertx = vertx;
        this.most = most;
        this.refused = meters.streams(kind, count::get);
    }

    /** Keeps them awake from now on. */
    public void start() {
        vertx.setPeriodic(COMMENT_MS, timer -> forEach(EventConnection::comment));
        // A graceful stop waits for open requests, and ours never end by themselves: end them when the signal comes.
        Runtime.getRuntime().addShutdownHook(goodbye);
    }

    /** Ends all. */
    public void stop() {
        forEach(EventConnection::end);
        try {
            Runtime.getRuntime().removeShutdownHook(goodbye);
        } catch (IllegalStateException stopping) {
            // It runs already.
        }
    }

    /** Opens one, on its own event loop; turned away with 503 where there are too many. */
    public void open(RoutingContext routing, C connection) {
        if (routing.response().closed()) {
            return;
        }
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            refused.increment();
            RouteAnswers.problem(
                    routing, Failure.of(Failure.Kind.UNAVAILABLE, "Too many streams are open here; try again."));
            return;
        }
        routing.addEndHandler(over -> remove(connection));
        byEnvironment
                .computeIfAbsent(connection.environmentId(), id -> ConcurrentHashMap.newKeySet())
                .add(connection);
        connection.open();
    }

    private void remove(C connection) {
        Set<C> all = byEnvironment.get(connection.environmentId());
        if (all != null && all.remove(connection)) {
            count.decrementAndGet();
        }
    }

    /** Whether any tells about an environment. */
    public boolean any(long environmentId) {
        return !byEnvironment.getOrDefault(environmentId, Set.of()).isEmpty();
    }

    /** Does something with each that tells about an environment, on its event loop. */
    public void forEach(long environmentId, Consumer<C> action) {
        onEachLoop(byEnvironment.getOrDefault(environmentId, Set.of()), action);
    }

    private void forEach(Consumer<C> action) {
        byEnvironment.values().forEach(all -> onEachLoop(all, action));
    }

    /** What opened those that are open. */
    public Set<String> holders() {
        return byEnvironment.values().stream()
                .flatMap(Set::stream)
                .map(EventConnection::holder)
                .collect(Collectors.toSet());
    }

    /** Ends those whose holder is no longer good. */
    public void endUnless(Predicate<String> good) {
        byEnvironment
                .values()
                .forEach(all -> onEachLoop(
                        all.stream()
                                .filter(connection -> !good.test(connection.holder()))
                                .toList(),
                        EventConnection::end));
    }

    private void onEachLoop(Collection<C> connections, Consumer<? super C> action) {
        Map<Context, List<C>> byLoop = connections.stream().collect(Collectors.groupingBy(EventConnection::loop));
        byLoop.forEach((loop, own) -> loop.runOnContext(ignored -> slice(loop, new ArrayList<>(own), 0, action)));
    }

    private void slice(Context loop, List<C> own, int from, Consumer<? super C> action) {
        int to = Math.min(own.size(), from + SLICE);
        own.subList(from, to).forEach(action);
        if (to < own.size()) {
            loop.runOnContext(ignored -> slice(loop, own, to, action));
        }
    }
}
