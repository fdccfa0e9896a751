package dev.firstlight.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import dev.firstlight.core.ErrorCode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Twenty-five servers that do harm, some at once, each with a client of its own that is set up as in production: nothing is
 * thrown, evaluations stay quick, memory bounded, and no server is stormed.
 */
class HostileServersTest {

    private static final long SECONDS = Long.getLong("hostile.seconds", 3);
    /** In so many rounds all are borne, so many at once as that makes. */
    private static final int ROUNDS = Integer.getInteger("hostile.rounds", 1);

    private static final int MOST_BYTES = 32 << 20;
    private static final long MOST_NANOS = 10_000;
    private static final int MOST_CONNECTS_A_MINUTE = 20;

    private final Map<String, Throwable> thrown = new ConcurrentHashMap<>();

    /** What one server and its client came to; {@code bytes} is what all clients of the round held together at most. */
    private record Figures(Hostility how, int round, int streams, int connects, long nanos, long bytes) {

        String row() {
            return "| %s | %d | %d | %d | %.1f | %.1f |%n"
                    .formatted(
                            how.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            round,
                            streams,
                            connects,
                            nanos / 1e3,
                            bytes / 1e6);
        }
    }

    @Test
    void areBorne() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> thrown.put(thread.getName(), failure));
        List<Figures> figures = new ArrayList<>();
        try {
            assertThat(Hostility.values()).hasSize(25);
            for (int i = 1; i <= ROUNDS; i++) {
                int round = i;
                figures.addAll(bear(
                        round,
                        IntStream.range(0, 25)
                                .filter(each -> each % ROUNDS == round - 1)
                                .mapToObj(each -> Hostility.values()[each])
                                .toList()));
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        write(figures);
        assertThat(figures).hasSize(25);
        long minutes = Math.max(1, SECONDS / 60);
        for (Figures each : figures) {
            assertThat(each.nanos).as("the 99th percentile, %s", each.how).isLessThanOrEqualTo(MOST_NANOS);
            assertThat(each.streams).as("streams, %s", each.how).isLessThanOrEqualTo(1);
            assertThat(each.connects).as("connects, %s", each.how).isLessThanOrEqualTo((int)
                    (MOST_CONNECTS_A_MINUTE * minutes));
            // Of five at once none has more than all have together.
            assertThat(each.bytes)
                    .as("heap, %s", each.how)
                    .isLessThanOrEqualTo((long) MOST_BYTES * (ROUNDS == 1 ? 25 : 1));
        }
        assertThat(thrown).isEmpty();
    }

    private static void write(List<Figures> figures) throws IOException {
        StringBuilder table =
                new StringBuilder("| server | round | streams | connects | p99, µs | heap of the round, MB |\n"
                        + "|---|---|---|---|---|---|\n");
        figures.forEach(each -> table.append(each.row()));
        Files.writeString(Path.of("target", "hostile-servers.md"), table);
    }

    private static List<Figures> bear(int round, List<Hostility> ways) throws Exception {
        List<HostileServer> servers = new ArrayList<>();
        List<FlagClient> clients = new ArrayList<>();
        try {
            for (Hostility each : ways) {
                servers.add(new HostileServer(each));
            }
            List<Times> times = ways.stream().map(each -> new Times()).toList();
            long memory = usedAfterCollection();
            for (HostileServer server : servers) {
                clients.add(FlagClient.builder()
                        .url(server.url())
                        .sdkKey("fls_test")
                        .region("nz")
                        .build());
            }
            long bytes = ask(clients, times) - memory;
            return IntStream.range(0, ways.size())
                    .mapToObj(i -> new Figures(
                            ways.get(i),
                            round,
                            servers.get(i).mostStreams.get(),
                            servers.get(i).connects.get(),
                            times.get(i).percentile99(),
                            bytes))
                    .toList();
        } finally {
            clients.forEach(FlagClient::close);
            for (HostileServer server : servers) {
                server.close();
            }
        }
    }

    /** The most that was in use after a collection, of which there is one every second. */
    private static long ask(List<FlagClient> clients, List<Times> times) throws InterruptedException {
        Context alice = Context.of("alice");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        long looked = System.nanoTime();
        long most = 0;
        for (int turn = 0; System.nanoTime() < end; turn++) {
            for (int i = 0; i < clients.size(); i++) {
                FlagClient client = clients.get(i);
                long began = System.nanoTime();
                var evaluation = client.intEvaluation("revision", alice, -1);
                times.get(i).add(System.nanoTime() - began);
                client.track("metric", alice, 1);
                assertThat(evaluation.value()).isIn(-1L, 1L, 3L, 9L);
                assertThat(evaluation.errorCode() == null || evaluation.errorCode() != ErrorCode.GENERAL)
                        .isTrue();
            }
            if (turn % 100 == 0) {
                Thread.sleep(1);
            }
            if (System.nanoTime() - looked > 1_000_000_000) {
                most = Math.max(most, usedAfterCollection());
                looked = System.nanoTime();
            }
        }
        return Math.max(most, usedAfterCollection());
    }

    /** As the collection left it: what servers that flood allocate a moment later is garbage. */
    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    /** How long evaluations took, all of them, to a tenth of a microsecond. */
    private static final class Times {

        private static final int STEP = 100;

        private final long[] counts = new long[10_000];
        private long all;

        void add(long nanos) {
            counts[(int) Math.min(nanos / STEP, counts.length - 1)]++;
            all++;
        }

        long percentile99() {
            long above = all / 100;
            int step = counts.length;
            for (long seen = 0; seen <= above; ) {
                seen += counts[--step];
            }
            return (step + 1L) * STEP;
        }
    }
}
