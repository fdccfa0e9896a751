package dev.firstlight.server.delivery;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The streams of one event loop, by environment. Only that loop touches it, so nothing waits for a lock. */
final class StreamLoop {

    /** So many ticks from one comment to the next: each tick speaks to its share of the streams. */
    private static final int TICKS = 20;

    /** Comments go out every ten seconds. */
    static final long TICK_MS = 10_000 / TICKS;

    private final Map<Long, Set<OpenStream>> byEnvironment = new HashMap<>();
    private final Context context;
    private final long stalledAfterMs;
    private final Runnable stalled;
    private int tick;
    private int turn;

    StreamLoop(Context context, long stalledAfterMs, Runnable stalled) {
        this.context = context;
        this.stalledAfterMs = stalledAfterMs;
        this.stalled = stalled;
    }

    /** Does something on the loop itself. */
    void run(Consumer<StreamLoop> action) {
        context.runOnContext(ignored -> action.accept(this));
    }

    void add(OpenStream stream) {
        turn = (turn + 1) % TICKS;
        stream.turn = turn;
        byEnvironment
                .computeIfAbsent(stream.environmentId, id -> new LinkedHashSet<>())
                .add(stream);
    }

    void remove(OpenStream stream) {
        Set<OpenStream> streams = byEnvironment.get(stream.environmentId);
        if (streams != null && streams.remove(stream) && streams.isEmpty()) {
            byEnvironment.remove(stream.environmentId);
        }
    }

    /** Tells the environment's streams of a change, and says how many there are. */
    int offer(long environmentId, Position before, Position now, Event change) {
        Set<OpenStream> streams = byEnvironment.getOrDefault(environmentId, Set.of());
        for (OpenStream stream : streams) {
            stream.offer(before, now, change);
        }
        return streams.size();
    }

    void catchUp(long environmentId) {
        byEnvironment.getOrDefault(environmentId, Set.of()).forEach(OpenStream::catchUp);
    }

    /** Comments to the streams whose turn it is, cuts the dead ones, and helps those along that had to wait. */
    void tick() {
        tick = (tick + 1) % TICKS;
        for (OpenStream stream : all()) {
            if (stream.turn == tick) {
                stream.comment();
            }
            if (stream.cutIfStalled(stalledAfterMs)) {
                stalled.run();
            }
            stream.catchUp();
        }
    }

    void end(Predicate<OpenStream> which, Consumer<OpenStream> how) {
        all().stream().filter(which).forEach(how);
    }

    /** A copy: ending a stream removes it. */
    private List<OpenStream> all() {
        List<OpenStream> all = new ArrayList<>();
        byEnvironment.values().forEach(all::addAll);
        return all;
    }
}
