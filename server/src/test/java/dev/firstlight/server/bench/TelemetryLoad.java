package dev.firstlight.server.bench;

import dev.firstlight.server.support.KeptConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Thousands of instances that report, each batch after the one before was answered, over some connections. */
final class TelemetryLoad {

    private static final int CONNECTIONS = 64;
    private static final int INSTANCES_EACH = 160;

    private TelemetryLoad() {}

    /** Sends for a time; gives how many batches were taken. Fails where one was not. */
    static long send(String url, String key, long revision, String counts, int seconds)
            throws InterruptedException, IOException {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<Long>> all = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; i < CONNECTIONS; i++) {
            int number = i;
            all.add(threads.submit(() -> send(url, key, revision, counts, number, end)));
        }
        long sum = 0;
        try {
            for (Future<Long> one : all) {
                sum += one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return sum;
    }

    private static long send(String url, String key, long revision, String counts, int number, long end)
            throws IOException {
        long sent = 0;
        long first = System.nanoTime();
        try (KeptConnection connection = new KeptConnection(url, "Bearer " + key)) {
            for (; System.nanoTime() < end; sent++) {
                String instance = "0b6f2c1e-capacity-" + number + "-" + sent % INSTANCES_EACH;
                KeptConnection.Answer answer = connection.send(
                        "POST", "/sdk/v1/telemetry", batch(instance, first + sent, revision, counts), Map.of());
                if (answer.status() != 202) {
                    throw new IOException("the server: " + answer);
                }
            }
        }
        return sent;
    }

    private static String batch(String instance, long seq, long revision, String counts) {
        return "{\"instance\": \"" + instance + "\", \"seq\": " + seq
                + ", \"sdk\": {\"name\": \"firstlight-java\", \"version\": \"0.1.0\"}, \"region\": \"nz\", \"applied\":"
                + " {\"epoch\": 1, \"revision\": " + revision + ", \"at\": \"2026-11-28T20:15:00Z\"}" + counts + "}";
    }
}
