package dev.firstlight.server.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** Does work when its turn comes; the line is as long as whoever calls lets it be. Who goes away takes no turn along. */
    public <T> Uni<T> take(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Turn turn = new Turn();
            return Uni.createFrom()
                    .<Boolean>emitter(emitter -> {
                        Context mine = Vertx.currentContext();
                        line.add(() -> on(mine, () -> turn.begin(() -> emitter.complete(true))));
                        next();
                    })
                    .onItem()
                    .transformToUni(begun ->
                            Uni.createFrom().deferred(work::get).onTermination().invoke(turn::end))
                    .onCancellation()
                    .invoke(turn::leave);
        });
    }

    /** One turn. Whoever waits for it may go away at any moment, and it is given back once, whatever comes first. */
    private final class Turn {

        private final AtomicBoolean begun = new AtomicBoolean();
        private final AtomicBoolean left = new AtomicBoolean();
        private final AtomicBoolean over = new AtomicBoolean();

        void begin(Runnable work) {
            begun.set(true);
            if (left.get()) {
                end();
            } else {
                work.run();
            }
        }

        void leave() {
            left.set(true);
            if (begun.get()) {
                end();
            }
        }

        void end() {
            if (over.compareAndSet(false, true)) {
                give();
            }
        }
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
