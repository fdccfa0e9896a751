package dev.firstlight.server.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Several clients that each write as fast as they are answered. */
final class Writes {

    /** One client: each call is one write, acknowledged when it returns. */
    interface Client extends AutoCloseable {
        void write() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Makes the n-th client. */
    interface Clients {
        Client open(int number) throws IOException;
    }

    /**
     * What was seen.
     *
     * @param perSecond acknowledged writes, all clients together
     * @param p50 milliseconds to the acknowledgement, p99 likewise
     */
    record Seen(double perSecond, double p50, double p99) {}

    private Writes() {}

    static Seen measure(Clients clients, int count, Duration time) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<long[]>> all = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                int number = i;
                all.add(threads.submit(() -> run(clients, number, start + time.toNanos())));
            }
            List<long[]> nanos = new ArrayList<>();
            for (Future<long[]> one : all) {
                nanos.add(one.get());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long[] sorted =
                    nanos.stream().flatMapToLong(LongStream::of).sorted().toArray();
            return new Seen(sorted.length / seconds, quantile(sorted, 0.5), quantile(sorted, 0.99));
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[] run(Clients clients, int number, long end) throws IOException {
        long[] nanos = new long[1024];
        int count = 0;
        try (Client client = clients.open(number)) {
            while (System.nanoTime() < end) {
                long before = System.nanoTime();
                client.write();
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, count * 2);
                }
                nanos[count++] = System.nanoTime() - before;
            }
        }
        return Arrays.copyOf(nanos, count);
    }

    private static double quantile(long[] sorted, double q) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * q))] / 1e6;
    }
}
