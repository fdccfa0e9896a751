package dev.firstlight.server.audit;

import dev.firstlight.server.platform.Failure;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the database, on a thread that may. */
final class Blocking {

    private static final long LONGEST_S = 90;

    private Blocking() {}

    static <T> T await(Future<T> future) {
        CompletableFuture<T> waiting = future.toCompletionStage().toCompletableFuture();
        try {
            return waiting.get(LONGEST_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of(Failure.Kind.UNAVAILABLE, "The verification was stopped.");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw Failure.of(Failure.Kind.UNAVAILABLE, "The database took too long; try again.");
        }
    }
}
