package dev.firstlight.client;

import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls the application's listeners, on a thread of their own: a slow one holds up nothing but the others. */
final class Listeners {

    private static final int MAX_WAITING = 10_000;

    private record FlagListener(String flag, Consumer<String> call) {}

    private final List<FlagListener> flags = new CopyOnWriteArrayList<>();
    private final List<Consumer<Set<String>>> changes = new CopyOnWriteArrayList<>();
    private final List<Consumer<Status>> statuses = new CopyOnWriteArrayList<>();
    /** Null where the application gave something that runs them. */
    private final @Nullable ThreadPoolExecutor thread;

    private final Executor runs;

    /** @param given what runs them, null for a thread of their own */
    Listeners(@Nullable Executor given) {
        if (given == null) {
            ThreadPoolExecutor own = thread();
            this.thread = own;
            this.runs = own;
        } else {
            this.thread = null;
            this.runs = new InOrder(given, MAX_WAITING);
        }
    }

    private static ThreadPoolExecutor thread() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                work -> {
                    Thread made = new Thread(work, "firstlight-listeners");
                    made.setDaemon(true);
                    return made;
                },
                new ThreadPoolExecutor.DiscardOldestPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    Subscription onFlag(String flag, Consumer<String> call) {
        FlagListener listener = new FlagListener(flag, call);
        flags.add(listener);
        return () -> flags.remove(listener);
    }

    Subscription onChanges(Consumer<Set<String>> call) {
        changes.add(call);
        return () -> changes.remove(call);
    }

    Subscription onStatus(Consumer<Status> call) {
        statuses.add(call);
        return () -> statuses.remove(call);
    }

    void changed(@Nullable Ruleset before, Ruleset after) {
        if (flags.isEmpty() && changes.isEmpty()) {
            return;
        }
        RulesetSpec then = before == null ? null : before.spec();
        FlagChanges differences = new FlagChanges(then, after.spec());
        for (FlagListener listener : flags) {
            if (differences.mayHaveChanged(listener.flag)) {
                run(() -> call(listener.call, listener.flag));
            }
        }
        if (!changes.isEmpty()) {
            Set<String> keys = new LinkedHashSet<>(after.flagKeys());
            if (before != null) {
                keys.addAll(before.flagKeys());
            }
            keys.removeIf(key -> !differences.mayHaveChanged(key));
            if (!keys.isEmpty()) {
                Set<String> changed = Set.copyOf(keys);
                changes.forEach(listener -> run(() -> call(listener, changed)));
            }
        }
    }

    void changed(Status status) {
        for (Consumer<Status> listener : statuses) {
            run(() -> call(listener, status));
        }
    }

    private void run(Runnable call) {
        try {
            runs.execute(call);
        } catch (RejectedExecutionException e) {
            // The application has shut down what should run it.
        }
    }

    private static <T> void call(Consumer<T> listener, T with) {
        try {
            listener.accept(with);
        } catch (RuntimeException e) {
            // The application's own failure; the other listeners must not suffer for it.
            System.getLogger("dev.firstlight").log(System.Logger.Level.WARNING, "A listener failed.", e);
        }
    }

    void close() {
        if (thread != null) {
            thread.shutdown();
        }
    }
}
