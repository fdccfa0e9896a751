package dev.firstlight.server.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.EventReader;
import dev.firstlight.server.support.PackagedCommand;
import dev.firstlight.server.support.Redis;
import dev.firstlight.server.support.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Three nodes of either version over one PostgreSQL and one Redis. */
final class Nodes implements AutoCloseable {

    static final int COUNT = 3;

    /** What a node is given between SIGTERM and its end. */
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private final EmbeddedDatabase database;
    private final Redis redis;
    private final Path directory;
    private final Map<String, String> settings;
    private final List<RunningServer> nodes = new ArrayList<>();
    private final List<Double> ends = new ArrayList<>();

    private Nodes(EmbeddedDatabase database, Redis redis, Path directory, Map<String, String> more) {
        this.database = database;
        this.redis = redis;
        this.directory = directory;
        // Three nodes with pools as large as they are by default want more connections than a PostgreSQL has by
        // default.
        this.settings = new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", "12",
                "QUARKUS_DATASOURCE_SESSIONS_REACTIVE_MAX_SIZE", "12",
                "FIRSTLIGHT_DATABASE_URL", database.url(),
                "FIRSTLIGHT_DATABASE_USERNAME", "postgres",
                "FIRSTLIGHT_DATABASE_PASSWORD", "postgres",
                "FIRSTLIGHT_REDIS_URL", redis.url(),
                "FIRSTLIGHT_RATE_LIMIT_REQUESTS_PER_MINUTE", "1000000"));
        settings.putAll(more);
    }

    static Nodes start(Path directory, LastRelease last) throws IOException {
        Nodes nodes = new Nodes(
                EmbeddedDatabase.start(directory.resolve("postgres")), Redis.start(), directory, last.settings());
        for (int i = 0; i < COUNT; i++) {
            Path place = Files.createDirectories(directory.resolve("node-" + i));
            nodes.nodes.add(RunningServer.start(place, nodes.settings, "-Xmx384m", last.build()));
        }
        return nodes;
    }

    List<RunningServer> all() {
        return nodes;
    }

    List<String> urls() {
        return nodes.stream().map(RunningServer::url).toList();
    }

    /** A command of this version, on their database. */
    String command(String... arguments) throws IOException, InterruptedException {
        PackagedCommand.Ended ended = PackagedCommand.run(directory, settings, arguments);
        assertThat(ended.code()).as(ended.printed()).isZero();
        return ended.printed().strip();
    }

    /** Ends a node as a deployment does, and starts it again as another build. */
    void replace(RunningServer node, Path build, Rotation rotation, String key) throws Exception {
        try (EventReader stream = EventReader.open(node.url() + "/sdk/v1/stream", key)) {
            rotation.takeOut(node);
            long start = System.nanoTime();
            node.process().destroy();
            assertThat(lastOf(stream)).isEqualTo("goodbye");
            node.close();
            double seconds = (System.nanoTime() - start) / 1e9;
            ends.add(seconds);
            assertThat(seconds).isLessThan(LONGEST_END.toSeconds());
        }
        node.become(build);
        node.start();
        rotation.putIn(node);
    }

    private static String lastOf(EventReader stream) throws InterruptedException {
        String last = "";
        for (EventReader.Event event = stream.next(); event != EventReader.Event.END; event = stream.next()) {
            last = event.name();
        }
        return last;
    }

    /** From SIGTERM until a node was gone: the longest, in seconds. */
    double longestEnd() {
        return ends.stream().mapToDouble(one -> one).max().orElse(0);
    }

    int replaced() {
        return ends.size();
    }

    /** What they complained of, a line each, without when. */
    List<String> errors() throws IOException {
        List<String> found = new ArrayList<>();
        for (RunningServer node : nodes) {
            node.printed()
                    .lines()
                    .filter(line -> line.contains(" ERROR ") || line.contains("\"level\":\"ERROR\""))
                    .map(line -> String.format(Locale.ROOT, "%.400s", line))
                    .forEach(found::add);
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        for (RunningServer node : nodes) {
            node.close();
        }
        redis.close();
        database.close();
    }
}
