package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many outcomes a second are kept, each answered when it is durable; server, database and clients on one machine. */
class TelemetryBench {
    private static final int CLIENTS = 8;
    private static final int UNITS = 1_000;
    private static final int MANY = 1_000_000;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm-up", 15));
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.time", 45));

    private final AtomicLong outcomes = new AtomicLong();
    private final AtomicLong exposures = new AtomicLong();
    private final AtomicLong shed = new AtomicLong();

    @Test
    void outcomesASecond(@TempDir Path directory) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (LoadedServer server = LoadedServer.start(directory)) {
            Workload work = new Workload(server.release(), CLIENTS, MANY, UNITS);
            long start = System.nanoTime();
            long end = start + WARM_UP.plus(TIME).toNanos();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                all.add(threads.submit(() -> {
                    send(server, work, client, end);
                    return null;
                }));
            }
            Thread.sleep(WARM_UP.toMillis());
            long begun = System.nanoTime();
            long before = outcomes.get();
            long exposedBefore = exposures.get();
            for (Future<?> one : all) {
                one.get();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            double perSecond = (outcomes.get() - before) / seconds;
            new Recount(server.database(), server.release()).assertTalliesAreExact();
            System.out.printf(
                    Locale.ROOT,
                    "%,.0f outcomes/s and %,.0f exposures/s over %.0f s, %d clients, %,d units a batch; %,d batches shed;"
                            + " %,d outcomes in the end; resident memory %s%n",
                    perSecond,
                    (exposures.get() - exposedBefore) / seconds,
                    seconds,
                    CLIENTS,
                    UNITS,
                    shed.get(),
                    outcomes.get(),
                    resident(server));
            assertThat(perSecond).isPositive();
        } finally {
            threads.shutdownNow();
        }
    }

    private void send(LoadedServer server, Workload work, int client, long end) throws InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int batch = 0; System.nanoTime() < end; batch++) {
            String body = work.body(client, batch);
            int status = server.post(http, body);
            while (status != 202) {
                assertThat(status).isIn(429, 503);
                shed.incrementAndGet();
                Thread.sleep(100);
                status = server.post(http, body);
            }
            outcomes.addAndGet(work.measurements(batch));
            exposures.addAndGet(UNITS);
        }
    }

    private static String resident(LoadedServer server) throws Exception {
        Path status = Path.of("/proc", Long.toString(server.process().process().pid()), "status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .map(line -> line.substring(6).trim())
                        .findFirst()
                        .orElse("unknown")
                : "unknown";
    }
}
