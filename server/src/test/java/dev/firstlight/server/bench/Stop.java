package dev.firstlight.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.KeptConnection;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** SIGTERM while streams are open and people edit: what is under way ends well, and what comes later is refused at the door. */
final class Stop {

    private static final String PROJECT = "/api/v1/projects/stopped";
    private static final int STREAMS = 500;
    private static final int EDITORS = 8;
    private static final long LONGEST_S = 20;

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private final AtomicLong latest = new AtomicLong();
    private volatile boolean over;

    private Stop() {}

    /** Gives what was seen, as a table. */
    static String measure(StartedServer.Java java, Path home, Map<String, String> settings)
            throws IOException, InterruptedException {
        return new Stop().run(java, home, settings);
    }

    private String run(StartedServer.Java java, Path home, Map<String, String> settings)
            throws IOException, InterruptedException {
        double seconds;
        try (StartedServer server = StartedServer.start(java, home, settings)) {
            String key = make(server.url());
            try (ManyReaders readers = ManyReaders.start(server.url(), key)) {
                readers.open(STREAMS, "-", position(server.url(), key));
                List<Thread> editors = new ArrayList<>();
                for (int i = 0; i < EDITORS; i++) {
                    int number = i;
                    Thread editor = new Thread(() -> edit(server.url(), number));
                    editor.start();
                    editors.add(editor);
                }
                Thread.sleep(2_000);
                seconds = server.stop();
                over = true;
                for (Thread editor : editors) {
                    editor.join();
                }
            }
        }
        try (StartedServer again = StartedServer.start(java, home, settings)) {
            assertThat(revision(again.url())).isGreaterThanOrEqualTo(latest.get());
        }
        assertThat(cut).as("requests without an answer").hasValue(0);
        assertThat(seconds).isLessThanOrEqualTo(LONGEST_S);
        return String.format(Locale.ROOT, """
                | 500 streams open, 8 people editing without a pause | |
                |---|---|
                | SIGTERM to the end, s | %.1f |
                | edits acknowledged | %,d |
                | of those lost, after the next start | 0 |
                | edits that were begun and got no answer | %d |
                | connections refused, or closed before a request | %d |""", seconds, acknowledged.get(), cut.get(), turnedAway.get());
    }

    private void edit(String url, int number) {
        boolean on = false;
        while (!over) {
            try (KeptConnection connection = new KeptConnection(url, "Bearer " + Api.ADMIN)) {
                KeptConnection.Answer answer = connection.send(
                        "POST",
                        PROJECT + "/flags/f" + number + "/environments/production/changes",
                        "{\"instructions\": [{\"kind\": \"" + (on ? "turnOff" : "turnOn") + "\"}]}",
                        Map.of());
                if (answer.status() == 200) {
                    acknowledged.incrementAndGet();
                    on = !on;
                    latest.accumulateAndGet(
                            Json.parse(answer.body()).path("revision").asLong(), Math::max);
                } else {
                    turnedAway.incrementAndGet();
                }
            } catch (ConnectException e) {
                turnedAway.incrementAndGet();
                return;
            } catch (IOException e) {
                cut.incrementAndGet();
            }
        }
    }

    private static String make(String url) throws IOException {
        try (KeptConnection admin = new KeptConnection(url, "Bearer " + Api.ADMIN)) {
            admin.send("POST", "/api/v1/projects", "{\"key\": \"stopped\", \"name\": \"Stopped\"}", Map.of());
            for (int i = 0; i < EDITORS; i++) {
                admin.send(
                        "POST",
                        PROJECT + "/flags",
                        "{\"key\": \"f" + i
                                + "\", \"type\": \"boolean\", \"variants\": {\"on\": true, \"off\": false}}",
                        Map.of());
            }
            String made = admin.send(
                            "POST",
                            PROJECT + "/environments/production/keys",
                            "{\"name\": \"stop\", \"kind\": \"server\"}",
                            Map.of())
                    .body();
            return Json.parse(made).path("key").asText();
        }
    }

    private static String position(String url, String key) throws IOException {
        try (KeptConnection sdk = new KeptConnection(url, "Bearer " + key)) {
            String tag = sdk.send("GET", "/sdk/v1/ruleset", "", Map.of()).tag();
            return tag.substring(1, tag.length() - 1);
        }
    }

    private static long revision(String url) throws IOException {
        try (KeptConnection admin = new KeptConnection(url, "Bearer " + Api.ADMIN)) {
            return Json.parse(admin.send("GET", PROJECT + "/environments/production", "", Map.of())
                            .body())
                    .path("revision")
                    .asLong();
        }
    }
}
