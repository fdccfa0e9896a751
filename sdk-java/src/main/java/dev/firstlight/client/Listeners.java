package dev.firstlight.client;

import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls the application's listeners, on a thread of their own: a slow one holds up nothing but the others. */
final class Listeners {

    private static final int MAX_WAITING = 10_000;

    private record FlagListener(String flag, Consumer<String> call) {}

    private final List<FlagListener> flags = new CopyOnWriteArrayList<>();
    private final List<Consumer<Status>> statuses = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
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

    Listeners() {
        thread.allowCoreThreadTimeOut(true);
    }

    Subscription onFlag(String flag, Consumer<String> call) {
        FlagListener listener = new FlagListener(flag, call);
        flags.add(listener);
        return () -> flags.remove(listener);
    }

    Subscription onStatus(Consumer<Status> call) {
        statuses.add(call);
        return () -> statuses.remove(call);
    }

    void changed(@Nullable Ruleset before, Ruleset after) {
        if (flags.isEmpty()) {
            return;
        }
        RulesetSpec then = before == null ? null : before.spec();
        FlagChanges changes = new FlagChanges(then, after.spec());
        for (FlagListener listener : flags) {
            if (changes.mayHaveChanged(listener.flag)) {
                thread.execute(() -> call(listener.call, listener.flag));
            }
        }
    }

    void changed(Status status) {
        for (Consumer<Status> listener : statuses) {
            thread.execute(() -> call(listener, status));
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
        thread.shutdown();
    }
}
