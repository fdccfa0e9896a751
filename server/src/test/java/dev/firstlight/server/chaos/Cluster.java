package dev.firstlight.server.chaos;

import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.Redis;
import dev.firstlight.server.support.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Three packaged servers, a PostgreSQL and a Redis, and between each two of them, and before the servers, a link that can be made bad. */
final class Cluster implements AutoCloseable {

    static final int NODES = 3;

    /** Servers are started over and over, and are to be there rather than fast. */
    private static final String SOON_THERE = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private static final Duration LONGEST_START = Duration.ofMinutes(4);
    private static final int DATABASE_MB = 1_600;
    private static final int CACHE_MB = 8;

    private final Path directory;
    private final @Nullable Disk disk;
    private final @Nullable Disk cache;
    private final EmbeddedDatabase database;
    private final Redis redis;
    private final List<Node> nodes = new ArrayList<>();

    /** A server and the links to and from it. */
    record Node(
            RunningServer server,
            FaultProxy database,
            FaultProxy redis,
            FaultProxy sdk,
            FaultProxy admin,
            @Nullable WrongClock clock) {

        List<FaultProxy> links() {
            return List.of(database, redis, sdk, admin);
        }
    }

    private Cluster(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.disk = Disk.canBe() ? Disk.make(directory.resolve("disk"), DATABASE_MB) : null;
        this.cache = Disk.canBe() ? Disk.make(directory.resolve("cache"), CACHE_MB) : null;
        this.database = EmbeddedDatabase.start(
                disk == null ? directory.resolve("postgres") : disk.place().resolve("postgres"));
        this.redis = Redis.start();
    }

    /** @param options of the servers' JVMs */
    static Cluster start(Path directory, List<String> options) throws Exception {
        Cluster cluster = new Cluster(Files.createDirectories(directory));
        try {
            List<Callable<Node>> starts = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                int number = i;
                starts.add(() -> cluster.startNode(number, options));
            }
            // The first makes the tables.
            cluster.nodes.add(starts.get(0).call());
            for (Future<Node> one : together(starts.subList(1, NODES))) {
                cluster.nodes.add(one.get());
            }
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    static <T> List<Future<T>> together(List<Callable<T>> work) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, work.size()));
        try {
            return threads.invokeAll(work);
        } finally {
            threads.shutdown();
        }
    }

    private Node startNode(int number, List<String> options) throws Exception {
        String name = "node-" + number;
        Path place = Files.createDirectories(directory.resolve(name));
        FaultProxy toDatabase = FaultProxy.to(URI.create(database.url()).getPort());
        FaultProxy toRedis = FaultProxy.to(URI.create(redis.url()).getPort());
        WrongClock clock = WrongClock.canBe() ? WrongClock.make(place.resolve("clock")) : null;
        String url = "postgresql://127.0.0.1:" + toDatabase.port() + "/postgres";
        String named = url + "?application_name=" + name;
        Map<String, String> settings = new HashMap<>();
        settings.put("FIRSTLIGHT_DATABASE_URL", url);
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", named);
        settings.put("QUARKUS_DATASOURCE_SESSIONS_REACTIVE_URL", named);
        settings.put("QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", "12");
        settings.put("QUARKUS_DATASOURCE_SESSIONS_REACTIVE_MAX_SIZE", "12");
        settings.put("FIRSTLIGHT_DATABASE_USERNAME", "postgres");
        settings.put("FIRSTLIGHT_DATABASE_PASSWORD", "postgres");
        settings.put("FIRSTLIGHT_REDIS_URL", "redis://127.0.0.1:" + toRedis.port());
        settings.put("FIRSTLIGHT_RATE_LIMIT_REQUESTS_PER_MINUTE", "100000000");
        settings.put("JAVA_TOOL_OPTIONS", String.join(" ", options) + " " + SOON_THERE);
        if (clock != null) {
            settings.putAll(clock.environment());
        }
        RunningServer server = RunningServer.start(place, settings, "-Xmx384m");
        int port = URI.create(server.url()).getPort();
        return new Node(server, toDatabase, toRedis, FaultProxy.to(port), FaultProxy.to(port), clock);
    }

    Node node(int number) {
        return nodes.get(number);
    }

    List<Node> nodes() {
        return nodes;
    }

    Redis redis() {
        return redis;
    }

    /** Where the database's data are; null where that disk cannot be filled. */
    @Nullable
    Disk disk() {
        return disk;
    }

    /** Where observers keep what they know; null where that disk cannot be filled. */
    @Nullable
    Disk cache() {
        return cache;
    }

    Path cacheDirectory() {
        return cache == null ? directory.resolve("cache") : cache.place();
    }

    List<String> sdkUrls() {
        return nodes.stream()
                .map(node -> "http://127.0.0.1:" + node.sdk().port())
                .toList();
    }

    List<String> adminUrls() {
        return nodes.stream()
                .map(node -> "http://127.0.0.1:" + node.admin().port())
                .toList();
    }

    /** Straight, past all that goes wrong. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(databaseUrl(), "postgres", "postgres");
    }

    String databaseUrl() {
        return "jdbc:" + database.url();
    }

    /** Starts a node again; on a busy machine that may take longer than it usually does. */
    void startAgain(int node) throws IOException {
        RunningServer server = node(node).server();
        try {
            server.start();
        } catch (ConditionTimeoutException slow) {
            Client client = new Client(List.of(server.url()), "");
            Awaitility.await()
                    .atMost(LONGEST_START)
                    .ignoreExceptions()
                    .until(() -> client.send(0, "GET", "/q/health/ready", "").status() == 200);
        }
    }

    void signal(int node, String name) throws IOException, InterruptedException {
        Shell.signal(name, node(node).server().process());
    }

    /** All processes of the database at once; what was killed is started again by whoever started it. */
    void signalDatabase(String name) throws IOException, InterruptedException {
        Path home = disk == null ? directory.resolve("postgres") : disk.place().resolve("postgres");
        Path pid = home.resolve("postgres").resolve("postmaster.pid");
        ProcessHandle master = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pid).get(0).trim()))
                .orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(master), master.descendants()).toList();
        for (ProcessHandle one : all) {
            Shell.signal(name, one);
        }
    }

    /** Where the environments are, as the database says it. */
    long position(String project) throws SQLException {
        try (Connection connection = connect();
                var query = connection.prepareStatement("SELECT epoch, revision FROM environment WHERE project = ?")) {
            query.setString(1, project);
            try (var rows = query.executeQuery()) {
                rows.next();
                return Position.of(rows.getLong(1), rows.getLong(2));
            }
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (int i = 0; i < nodes.size(); i++) {
            signal(i, "KILL");
            for (FaultProxy link : node(i).links()) {
                link.close();
            }
        }
        try {
            redis.close();
        } finally {
            database.close();
            if (disk != null) {
                disk.close();
            }
            if (cache != null) {
                cache.close();
            }
        }
    }
}
