package dev.firstlight.server.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work of one kind does so much at once, and the rest waits for its turn: it never takes all of what all share. */
public final class Turns {

    private final Queue<Runnable> line = new ConcurrentLinkedQueue<>();
    private final AtomicInteger free;

    /** Lets so much be done at once. */
    public Turns(int most) {
        this.free = new AtomicInteger(most);
    }

    /** Does work when its turn comes; the line is as long as whoever calls lets it be. */
    public <T> Uni<T> take(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .<Boolean>emitter(emitter -> {
                    Context mine = Vertx.currentContext();
                    line.add(() -> on(mine, () -> emitter.complete(true)));
                    next();
                })
                .onItem()
                .transformToUni(turn ->
                        Uni.createFrom().deferred(work::get).onTermination().invoke(this::give));
    }

    /** A request's transaction belongs to the request's own context, not to that of whoever made room for it. */
    private static void on(@Nullable Context context, Runnable work) {
        if (context == null || context == Vertx.currentContext()) {
            work.run();
        } else {
            context.runOnContext(ignored -> work.run());
        }
    }

    private void give() {
        free.incrementAndGet();
        next();
    }

    private void next() {
        while (!line.isEmpty()) {
            if (free.getAndUpdate(n -> n > 0 ? n - 1 : 0) <= 0) {
                return;
            }
            Runnable first = line.poll();
            if (first == null) {
                free.incrementAndGet();
            } else {
                first.run();
            }
        }
    }
}
