package dev.firstlight.server.guard.simulation;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Many runs of one world on a few threads; what comes out does not depend on how many.
 *
 * @param count how many runs a scenario is to have, if it has no reason for other
 */
record Runs(int count, int threads) {

    /** Runs with seeds that no other scenario uses. */
    <T> List<T> each(int scenario, LongFunction<T> run) {
        return each(scenario, 1, run);
    }

    /** So many times as many runs as usual: below 1 for the longest, above for the rarest. */
    <T> List<T> each(int scenario, double times, LongFunction<T> run) {
        long first = scenario * 1_000_000_000L;
        long number = Math.max(10, Math.round(count * times));
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> LongStream.range(first, first + number)
                            .parallel()
                            .mapToObj(run)
                            .toList())
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a run of scenario " + scenario, e);
        } finally {
            pool.shutdown();
        }
    }
}
