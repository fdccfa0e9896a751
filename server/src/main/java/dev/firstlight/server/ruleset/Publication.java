package dev.firstlight.server.ruleset;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is published of one environment, and the loads that renew it: one at a time, and one more where somebody asked
 * while it ran, however many did.
 */
final class Publication {

    private static final long MOST_PAUSE_NANOS = 100_000_000;
    private static final long PAUSE_FACTOR = 3;

    private volatile @Nullable PublishedRuleset current;
    private @Nullable CompletableFuture<PublishedRuleset> running;
    private @Nullable CompletableFuture<PublishedRuleset> next;

    private volatile int bytes;
    private volatile long changedAt;
    private volatile Set<String> traces = Set.of();
    private volatile long began;
    private volatile long ended;
    private volatile long took;

    /** How long to leave the machine to others before the next load; nothing where the last is long over. */
    Duration pause() {
        long now = System.nanoTime();
        long rest = ended + Math.min(MOST_PAUSE_NANOS, PAUSE_FACTOR * took) - now;
        began = now + Math.max(0, rest);
        return ended == 0 || rest < 1_000_000 ? Duration.ZERO : Duration.ofNanos(rest);
    }

    void ended() {
        ended = System.nanoTime();
        took = ended - began;
    }

    @Nullable
    PublishedRuleset current() {
        return current;
    }

    /** How long its JSON is, or was when it was last made. */
    int bytes() {
        PublishedRuleset now = current;
        if (now != null && now.length() > 0) {
            bytes = now.length();
        }
        return bytes;
    }

    /** What is being loaded changed so since what is published; null where that is not known. */
    void changed(RulesetRows.@Nullable Since since) {
        Duration age = since == null ? null : since.age();
        changedAt = age == null ? 0 : System.nanoTime() - age.toNanos();
        traces = since == null ? Set.of() : since.traces();
    }

    /** The traces of the changes in it. */
    Set<String> traces() {
        return traces;
    }

    /** How old that change is by now; null where that is not known. */
    @Nullable
    Duration sinceChange() {
        return changedAt == 0 ? null : Duration.ofNanos(System.nanoTime() - changedAt);
    }

    /** Only forwards: a slow load must not undo a quicker one. Says whether it took it. */
    synchronized boolean swap(PublishedRuleset loaded) {
        PublishedRuleset before = current;
        if (before != null && !loaded.isAfter(before.epoch(), before.revision())) {
            return false;
        }
        bytes();
        current = loaded;
        return true;
    }

    /** The result of a load that begins no earlier than now. */
    CompletableFuture<PublishedRuleset> renew(Supplier<CompletableFuture<PublishedRuleset>> load) {
        CompletableFuture<PublishedRuleset> result;
        synchronized (this) {
            if (running != null) {
                if (next == null) {
                    next = new CompletableFuture<>();
                }
                return next;
            }
            result = new CompletableFuture<>();
            running = result;
        }
        run(result, load);
        return result;
    }

    private void run(CompletableFuture<PublishedRuleset> result, Supplier<CompletableFuture<PublishedRuleset>> load) {
        load.get().whenComplete((ruleset, failure) -> {
            CompletableFuture<PublishedRuleset> following;
            synchronized (this) {
                following = next;
                running = next;
                next = null;
            }
            if (failure == null) {
                result.complete(ruleset);
            } else {
                result.completeExceptionally(failure);
            }
            if (following != null) {
                run(following, load);
            }
        });
    }
}
