package dev.firstlight.server.faults;

import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Packaged servers over one PostgreSQL. Each tells the database its name, so that it can be told who did what. */
final class Fleet implements AutoCloseable {

    private final EmbeddedDatabase database;
    private final List<RunningServer> nodes = new ArrayList<>();

    private Fleet(EmbeddedDatabase database) {
        this.database = database;
    }

    static Fleet start(Path directory, int nodes, Map<String, String> more) throws IOException {
        Fleet fleet = new Fleet(EmbeddedDatabase.start(directory.resolve("postgres")));
        for (int i = 0; i < nodes; i++) {
            String named = fleet.database.url() + "?application_name=" + name(i);
            // Three nodes with pools as large as they are by default want more connections than a PostgreSQL has by
            // default.
            Map<String, String> settings = new HashMap<>(Map.of(
                    "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE",
                    "12",
                    "QUARKUS_DATASOURCE_SESSIONS_REACTIVE_MAX_SIZE",
                    "12",
                    "FIRSTLIGHT_DATABASE_URL",
                    fleet.database.url(),
                    "QUARKUS_DATASOURCE_REACTIVE_URL",
                    named,
                    "QUARKUS_DATASOURCE_SESSIONS_REACTIVE_URL",
                    named,
                    "FIRSTLIGHT_DATABASE_USERNAME",
                    "postgres",
                    "FIRSTLIGHT_DATABASE_PASSWORD",
                    "postgres",
                    "FIRSTLIGHT_RATE_LIMIT_REQUESTS_PER_MINUTE",
                    "100000000"));
            settings.putAll(more);
            Path place = Files.createDirectories(directory.resolve(name(i)));
            fleet.nodes.add(RunningServer.start(place, settings, "-Xmx384m"));
        }
        return fleet;
    }

    private static String name(int node) {
        return "node-" + node;
    }

    /** Which node a name belongs to. */
    static int number(String name) {
        return Integer.parseInt(name.substring("node-".length()));
    }

    String databaseUrl() {
        return "jdbc:" + database.url();
    }

    List<String> urls() {
        return nodes.stream().map(RunningServer::url).toList();
    }

    int size() {
        return nodes.size();
    }

    /** Stops it where it stands, between any two instructions. */
    void stop(int node) throws IOException, InterruptedException {
        signal(node, "STOP");
    }

    /** Lets it go on from there. */
    void goOn(int node) throws IOException, InterruptedException {
        signal(node, "CONT");
    }

    void kill(int node) throws InterruptedException {
        nodes.get(node).kill();
    }

    void startAgain(int node) throws IOException {
        nodes.get(node).start();
    }

    private void signal(int node, String signal) throws IOException, InterruptedException {
        String pid = Long.toString(nodes.get(node).process().pid());
        new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (int i = 0; i < nodes.size(); i++) {
            goOn(i);
            nodes.get(i).close();
        }
        database.close();
    }
}
