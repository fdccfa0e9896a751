package dev.firstlight.server.bench;

import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.KeptConnection;
import dev.firstlight.server.support.Redis;
import dev.firstlight.server.support.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes, a PostgreSQL, a Redis, five hundred applications and ten edits a second, while one thing after the other
 * goes wrong: how long a change takes, and that no position goes back. One node is in a network of its own.
 */
@NullUnmarked // set up before all
class FaultsBench {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.time", 15));
    /** Longer than an application waits in silence, and then some. */
    private static final Duration LONG = Duration.ofSeconds(50);

    private static final int FLAGS = 1_000;
    private static final int APPLICATIONS = 500;
    private static final int CROWD = 2_000;
    private static final long LONGEST_MS = 120_000;

    @TempDir
    static Path directory;

    private static EmbeddedDatabase database;
    private static Redis redis;
    private static Network network;
    private static final List<RunningServer> NODES = new ArrayList<>();
    private static Served served;

    private final StringBuilder page = new StringBuilder();
    private final SoftAssertions figures = new SoftAssertions();
    private Applications applications;
    private Edits edits;

    private interface Fault {
        void happens() throws Exception;
    }

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.start(directory.resolve("postgres"));
        redis = Redis.start();
        network = Network.make();
        NODES.add(RunningServer.start(place("one"), settings(database.url(), redis.url())));
        NODES.add(RunningServer.start(place("two"), settings(database.url(), redis.url())));
        NODES.add(RunningServer.start(
                place("three"),
                settings(seenFromWithin(database.url()), seenFromWithin(redis.url())),
                "-Xmx512m",
                new RunningServer.Place(Network.INSIDE, Network.within())));
        served = Served.make(NODES.get(0), FLAGS);
    }

    private static Path place(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private static String seenFromWithin(String url) throws IOException {
        URI uri = URI.create(url);
        return url.replace(uri.getHost() + ":" + uri.getPort(), Network.OUTSIDE + ":" + network.door(uri.getPort()));
    }

    private static Map<String, String> settings(String databaseUrl, String redisUrl) {
        return new HashMap<>(Map.of(
                "FIRSTLIGHT_DATABASE_URL", databaseUrl,
                "FIRSTLIGHT_DATABASE_USERNAME", "postgres",
                "FIRSTLIGHT_DATABASE_PASSWORD", "postgres",
                "FIRSTLIGHT_REDIS_URL", redisUrl,
                "FIRSTLIGHT_RATE_LIMIT_REQUESTS_PER_MINUTE", "100000000"));
    }

    @AfterAll
    static void stop() throws Exception {
        for (RunningServer node : NODES) {
            node.close();
        }
        network.close();
        redis.close();
        database.close();
    }

    @Test
    void changesArrive() throws Exception {
        List<String> urls = NODES.stream().map(RunningServer::url).toList();
        applications = Applications.start(urls, served.key(), APPLICATIONS);
        await(applications, 1);
        edits = new Edits(urls.get(0), "b" + FLAGS, FLAGS, applications);
        Thread.sleep(3_000);
        RunningServer third = NODES.get(2);

        figure("F1: nothing is wrong", TIME, 100, 500, 2_000, () -> {});
        byPoll("F2: Redis is killed", redis::kill);
        byPoll("F2: Redis is there again", redis::startAgain);
        byPoll("F2: the subscriptions are killed every second", () -> {
            for (long end = System.nanoTime() + TIME.toNanos(); System.nanoTime() < end; Thread.sleep(1_000)) {
                redis.send("CLIENT", "KILL", "TYPE", "pubsub");
            }
        });
        byPoll("F2: every message is dropped", () -> redis.send("ACL", "SETUSER", "default", "-publish"));
        redis.send("ACL", "SETUSER", "default", "+publish");
        byPoll("F2: FLUSHALL every second", () -> {
            for (long end = System.nanoTime() + TIME.toNanos(); System.nanoTime() < end; Thread.sleep(1_000)) {
                redis.send("FLUSHALL");
            }
        });
        figure("F3: a node is killed with -9", TIME, 2_000, 10_000, 20_000, third::kill);
        third.start();
        spread();
        figure("F4: a node hangs, its streams half open", LONG, 2_000, 45_000, 45_000, () -> signal(third, "STOP"));
        signal(third, "CONT");
        spread();
        figure("F4: a node's network is cut", LONG, 2_000, 45_000, 45_000, network::cut);
        network.heal();
        healed(third);
        crowd(urls);

        row("F8: positions that went back", "%,d in %,d", applications.backwards(), applications.observations());
        figures.assertThat(applications.backwards())
                .as("positions that went back")
                .isZero();
        edits.close();
        applications.close();
        Files.writeString(Path.of("..", "docs", "reference", "faults.md"), whole());
        figures.assertAll();
    }

    private void byPoll(String what, Fault fault) throws Exception {
        figure(what, TIME, 3_000, 3_000, 5_000, fault);
    }

    /** Lets it happen, and says how long the changes of that time took. */
    private void figure(String what, Duration time, double p50, double p99, double max, Fault fault) throws Exception {
        applications.take();
        int failed = edits.failed();
        long end = System.nanoTime() + time.toNanos();
        fault.happens();
        Thread.sleep(Math.max(0, (end - System.nanoTime()) / 1_000_000));
        await(applications, edits.latest());
        Applications.Waits seen = applications.take();
        int refused = edits.failed() - failed;
        row(what, "%,.0f | %,.0f | %,.0f | %,d | %d", seen.p50(), seen.p99(), seen.max(), seen.count(), refused);
        figures.assertThat(seen.count()).as(what).isPositive();
        figures.assertThat(seen.p50()).as(what + ", half").isLessThanOrEqualTo(p50);
        figures.assertThat(seen.p99()).as(what + ", 99 %").isLessThanOrEqualTo(p99);
        figures.assertThat(seen.max()).as(what + ", all").isLessThanOrEqualTo(max);
        figures.assertThat(refused).as(what + ", edits that failed").isZero();
    }

    private void spread() throws Exception {
        applications.spread();
        Thread.sleep(3_000);
        await(applications, edits.latest());
    }

    private static double await(Applications all, long revision) throws InterruptedException {
        long start = System.nanoTime();
        while (all.at(revision) < all.count()) {
            if ((System.nanoTime() - start) / 1_000_000 > LONGEST_MS) {
                throw new AssertionError(all.at(revision) + " of " + all.count() + " have revision " + revision);
            }
            Thread.sleep(10);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** How soon a node that was away has the latest, by itself. */
    private void healed(RunningServer node) throws Exception {
        long start = System.nanoTime();
        long wanted = edits.latest();
        while (position(node) < wanted) {
            Thread.sleep(50);
        }
        double ms = (System.nanoTime() - start) / 1e6;
        row("the node has the latest again, after its network is back", "| | %,.0f | |", ms);
        figures.assertThat(ms).as("healed").isLessThanOrEqualTo(10_000);
    }

    private static long position(RunningServer node) {
        try (KeptConnection connection = new KeptConnection(node.url(), "Bearer " + served.key())) {
            String tag = connection.send("GET", "/sdk/v1/ruleset", "", Map.of()).tag();
            return Long.parseLong(tag.replaceAll("^.*-|\"$", ""));
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private static void signal(RunningServer node, String signal) throws Exception {
        String pid = Long.toString(node.process().pid());
        new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    }

    /** Two thousand streams, and all nodes are stopped and started at once. */
    private void crowd(List<String> urls) throws Exception {
        Applications crowd = Applications.start(urls, served.key(), CROWD);
        await(crowd, edits.latest());
        ExecutorService threads = Executors.newFixedThreadPool(NODES.size());
        long start = System.nanoTime();
        List<Future<Void>> restarts = threads.invokeAll(NODES.stream()
                .map(node -> (Callable<Void>) () -> {
                    node.close();
                    node.start();
                    return null;
                })
                .toList());
        for (Future<Void> one : restarts) {
            one.get();
        }
        threads.shutdown();
        double up = (System.nanoTime() - start) / 1e6;
        List<Double> answers = new ArrayList<>();
        Thread.sleep(500);
        long wanted = edits.latest();
        while (crowd.at(wanted) < CROWD && (System.nanoTime() - start) / 1_000_000 < LONGEST_MS) {
            answers.add(asked(urls.get(answers.size() % urls.size())));
        }
        double all = (System.nanoTime() - start) / 1e6;
        for (int i = 0; i < 100; i++) {
            answers.add(asked(urls.get(i % urls.size())));
        }
        double[] sorted = answers.stream().mapToDouble(one -> one).sorted().toArray();
        double p99 = sorted[(int) (sorted.length * 0.99)];
        long most = 0;
        for (RunningServer node : NODES) {
            most = Math.max(most, highest(node));
        }
        row("F7: 2,000 streams, all nodes restarted at once; they answer again", "| | %,.0f | |", up);
        row("F7: all streams are current", "| | %,.0f | |", all);
        row("F7: the API meanwhile", "| %,.0f | | %,d |", p99, sorted.length);
        row("F7: the most memory of a node, MB", "| | %,d | |", most >> 20);
        row("F8: positions of these that went back", "%,d in %,d", crowd.backwards(), crowd.observations());
        figures.assertThat(all).as("F7").isLessThanOrEqualTo(60_000);
        figures.assertThat(p99).as("F7, the API").isLessThanOrEqualTo(1_000);
        figures.assertThat(most >> 20).as("F7, MB").isLessThanOrEqualTo(700);
        figures.assertThat(crowd.backwards()).as("F7, backwards").isZero();
        crowd.close();
    }

    private static double asked(String url) throws IOException {
        long start = System.nanoTime();
        try (KeptConnection connection = new KeptConnection(url, "Bearer " + Api.ADMIN)) {
            connection.send("GET", "/api/v1/projects/b" + FLAGS + "/flags?limit=20", "", Map.of());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static long highest(RunningServer node) throws IOException {
        String pid = Long.toString(node.process().pid());
        return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    private void row(String what, String format, Object... values) {
        String row = "| " + what + " | " + String.format(Locale.ROOT, format, values);
        long cells = row.chars().filter(c -> c == '|').count();
        String line = row + " |".repeat((int) Math.max(1, 7 - cells)) + "\n";
        System.out.print(line);
        page.append(line);
    }

    private String whole() {
        return String.format(
                Locale.ROOT,
                """
                # What a change takes while things go wrong

                ```
                ./mvnw -Pfaults
                ```

                writes this page anew. It needs Linux, root for a network namespace, and `iproute2`. Let nothing else run
                meanwhile.

                On %s: Java %s, %d processors, which three nodes of 512 MB, PostgreSQL, Redis, %d applications and the one who
                edits ten flags a second share; %,d flags. Milliseconds from the acknowledgement of an edit until an application
                has it. An application knows of all nodes and goes to the next where its stream ends or is silent for 30
                seconds. After each fault all applications are waited for.

                | | half | 99 %% | all | changes seen | edits that failed |
                |---|---|---|---|---|---|
                %s""",
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                APPLICATIONS,
                FLAGS,
                page);
    }
}
