package dev.firstlight.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From its start until it is ready, what it takes then, and from SIGTERM to its end: without a cache of classes and with one. */
class StartBench {

    private static final int STARTS = Integer.getInteger("start.times", 7);
    private static final double SOON_S = 1.5;
    private static final double AT_ONCE_S = 0.8;
    private static final Path PAGE = Path.of("..", "docs", "reference", "start.md");

    private final List<String> rows = new ArrayList<>();
    private final List<String> late = new ArrayList<>();

    @Test
    void ready(@TempDir Path directory) throws Exception {
        List<Path> javas = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        String newer = System.getProperty("start.java", "");
        if (!newer.isEmpty()) {
            javas.add(Path.of(newer));
        }
        String stop;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"))) {
            Map<String, String> settings = Map.of(
                    "FIRSTLIGHT_DATABASE_URL",
                    database.url(),
                    "FIRSTLIGHT_DATABASE_USERNAME",
                    "postgres",
                    "FIRSTLIGHT_DATABASE_PASSWORD",
                    "postgres",
                    "FIRSTLIGHT_ACCESS_BOOTSTRAP_TOKEN",
                    Api.ADMIN);
            Path home = Files.createDirectories(directory.resolve("home"));
            for (Path java : javas) {
                StartedServer.Java plain = StartedServer.Java.at(java);
                measure(plain, "no cache", home, settings, Double.MAX_VALUE);
                StartedServer.Java cached = plain.withCache(home, settings);
                measure(cached, plain.cache(), home, settings, plain.feature() >= 25 ? AT_ONCE_S : SOON_S);
            }
            stop = Stop.measure(StartedServer.Java.at(javas.get(0)), home, settings);
        }
        report(stop);
        assertThat(late).isEmpty();
    }

    private void measure(StartedServer.Java java, String how, Path home, Map<String, String> settings, double bound)
            throws IOException, InterruptedException {
        double[] seconds = new double[STARTS];
        double[] stops = new double[STARTS];
        long memory = 0;
        for (int i = 0; i < STARTS; i++) {
            try (StartedServer server = StartedServer.start(java, home, settings)) {
                seconds[i] = server.readyAfter();
                memory = Math.max(memory, server.resident() >> 20);
                stops[i] = server.stop();
            }
        }
        double half = half(seconds);
        rows.add(String.format(
                Locale.ROOT,
                "| %d | %s | %.2f | %.2f | %d | %.2f |",
                java.feature(),
                how,
                half,
                DoubleStream.of(seconds).max().orElseThrow(),
                memory,
                half(stops)));
        if (half > bound) {
            late.add(rows.get(rows.size() - 1) + " bound " + bound);
        }
    }

    private static double half(double[] all) {
        return DoubleStream.of(all).sorted().toArray()[all.length / 2];
    }

    private void report(String stop) throws IOException {
        String page = """
                # How fast it starts and ends

                ```
                ./mvnw -Pstart -Dstart.java=/path/of/a/newer/jdk
                ```

                writes this page anew. Let nothing else run meanwhile.

                On %s, %d processors, PostgreSQL on the same machine, tables in place, `-Xmx256m`, %d starts each. Ready is the
                first 200 of `/q/health/ready`, asked for every ten milliseconds. Memory is what the operating system holds for
                the process then.

                | Java | cache of classes | half of the starts are ready within, s | all, s | memory, MB | SIGTERM to the end, s |
                |---|---|---|---|---|---|
                %s

                ## Ending under load

                %s

                ## How to have the cache

                An image that the Dockerfile made has one. Elsewhere, let the server write it once, on the machine and with the Java that it is for, and
                end it with SIGTERM when it is ready:

                ```sh
                # Java 25 and later
                java -XX:AOTCacheOutput=firstlight.aot -jar server/target/quarkus-app/quarkus-run.jar
                java -XX:AOTCache=firstlight.aot -jar server/target/quarkus-app/quarkus-run.jar
                # Java 17 to 24
                java -XX:ArchiveClassesAtExit=firstlight.jsa -jar server/target/quarkus-app/quarkus-run.jar
                java -XX:SharedArchiveFile=firstlight.jsa -jar server/target/quarkus-app/quarkus-run.jar
                ```

                A cache that does not fit, of another Java or an older Firstlight, is passed over, and the start takes as long
                as without.
                """.formatted(
                LocalDate.now(), Runtime.getRuntime().availableProcessors(), STARTS, String.join("\n", rows), stop);
        Files.writeString(PAGE, page);
    }
}
