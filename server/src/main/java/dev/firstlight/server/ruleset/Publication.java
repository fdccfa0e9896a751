package dev.firstlight.server.ruleset;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is published of one environment, and the loads that renew it: one at a time, and one more where somebody asked
 * while it ran, however many did.
 */
final class Publication {

    private volatile @Nullable PublishedRuleset current;
    private @Nullable CompletableFuture<PublishedRuleset> running;
    private @Nullable CompletableFuture<PublishedRuleset> next;

    @Nullable
    PublishedRuleset current() {
        return current;
    }

    /** Only forwards: a slow load must not undo a quicker one. Says whether it took it. */
    synchronized boolean swap(PublishedRuleset loaded) {
        PublishedRuleset before = current;
        if (before != null && !loaded.isAfter(before.epoch(), before.revision())) {
            return false;
        }
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
