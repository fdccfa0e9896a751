package dev.firstlight.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs one thing after the other on somebody else's threads, and forgets the oldest where too many wait. */
final class InOrder implements Executor {

    private final Executor threads;
    private final int most;
    // Guarded by this.
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    InOrder(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (this) {
            if (waiting.size() >= most) {
                waiting.removeFirst();
            }
            waiting.addLast(work);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            threads.execute(this::runAll);
        } catch (RuntimeException e) {
            synchronized (this) {
                running = false;
                waiting.clear();
            }
            throw e;
        }
    }

    private void runAll() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.pollFirst();
        running = next != null;
        return next;
    }
}
