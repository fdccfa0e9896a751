package dev.firstlight.server.restore;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.KeptConnection;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** People who edit a flag each and make new ones, as fast as the servers take it, until the servers are gone. */
final class Writers {

    /** Of the flag that a writer edits. */
    static final List<String> VARIANTS = List.of("a", "b", "c", "d", "e", "f", "g");

    private static final int MAKES_EVERY = 5;

    private final String path;
    private final ExecutorService threads;
    private final Map<String, Edit> edits = new ConcurrentHashMap<>();
    private final Map<String, Map<Long, String>> history = new ConcurrentHashMap<>();
    private final Map<String, Boolean> made = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /** An edit that was acknowledged: the revision it made, and what the flag serves from then on. */
    record Edit(long revision, String variant) {}

    /**
     * What was acknowledged so far.
     *
     * @param edits the last of each flag
     * @param made flags that were made
     */
    record Acknowledged(Map<String, Edit> edits, List<String> made) {
        int count() {
            return edits.size() + made.size();
        }
    }

    /** Lets so many write; each has a flag {@code w0}, {@code w1}, …, which is there. */
    Writers(String project, List<String> urls, int count) {
        this.path = "/api/v1/projects/" + project + "/flags";
        this.threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.execute(() -> write(number, urls.get(number % urls.size())));
        }
    }

    private void write(int number, String url) {
        String flag = "w" + number;
        try (KeptConnection connection = new KeptConnection(url, "Bearer " + Api.ADMIN)) {
            for (int i = 1; !over; i++) {
                if (i % MAKES_EVERY == 0) {
                    make(connection, flag + "-made-" + i);
                } else {
                    edit(connection, flag, VARIANTS.get(i % VARIANTS.size()));
                }
            }
        } catch (IOException e) {
            // The server is gone: what was under way is not acknowledged.
        }
    }

    private void make(KeptConnection connection, String key) throws IOException {
        KeptConnection.Answer answer = connection.send(
                "POST",
                path,
                "{\"key\": \"" + key + "\", \"type\": \"boolean\", \"variants\": {\"on\": true, \"off\": false}}",
                Map.of());
        if (answer.status() == 201) {
            made.put(key, true);
        } else {
            refused.add(key + ": " + answer);
        }
    }

    private void edit(KeptConnection connection, String flag, String variant) throws IOException {
        KeptConnection.Answer answer = connection.send(
                "POST",
                path + "/" + flag + "/environments/production/changes",
                "{\"instructions\": [{\"kind\": \"setDefault\", \"variant\": \"" + variant + "\"}]}",
                Map.of());
        if (answer.status() == 200) {
            long revision = Json.parse(answer.body()).path("revision").asLong();
            history.computeIfAbsent(flag, f -> new ConcurrentHashMap<>()).put(revision, variant);
            edits.put(flag, new Edit(revision, variant));
        } else {
            refused.add(flag + ": " + answer);
        }
    }

    Acknowledged acknowledged() {
        return new Acknowledged(new HashMap<>(edits), new ArrayList<>(made.keySet()));
    }

    int count() {
        return made.size() + history.values().stream().mapToInt(Map::size).sum();
    }

    /** What a flag serves from a revision on; null where no edit that made it was acknowledged. */
    @Nullable
    String at(String flag, long revision) {
        return history.getOrDefault(flag, Map.of()).get(revision);
    }

    /** What servers that were there did not take. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    /** Waits until all have noticed that the servers are gone. */
    void end() throws InterruptedException {
        over = true;
        threads.shutdown();
        if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a writer waits for a server that is gone");
        }
    }
}
