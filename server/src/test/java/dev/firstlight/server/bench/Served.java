package dev.firstlight.server.bench;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.KeptConnection;
import dev.firstlight.server.support.RunningServer;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.util.Map;

/** A project of so many flags on our server, and what is asked of it. */
final class Served {

    private final RunningServer server;
    private final String project;
    private final String key;
    private boolean on;

    private Served(RunningServer server, String project, String key) {
        this.server = server;
        this.project = project;
        this.key = key;
    }

    /** Makes flags that are on for two plans and for 30 % of the rest. */
    static Served make(RunningServer server, int flags) throws IOException {
        return make(server, "b" + flags, flags, 0);
    }

    /** The same, of which pages may see the first few. */
    static Served make(RunningServer server, String project, int flags, int visible) throws IOException {
        String path = "/api/v1/projects/" + project;
        try (KeptConnection connection = new KeptConnection(server.url(), "Bearer " + Api.ADMIN)) {
            send(connection, "POST", "/api/v1/projects", "{\"key\": \"" + project + "\", \"name\": \"Bench\"}");
            for (int i = 0; i < flags; i++) {
                send(
                        connection,
                        "POST",
                        path + "/flags",
                        "{\"key\": \"s" + i + "\", \"type\": \"boolean\", \"variants\": {\"on\": true, \"off\": false},"
                                + " \"offVariant\": \"off\"" + (i < visible ? ", \"clientVisible\": true}" : "}"));
                send(
                        connection,
                        "PUT",
                        path + "/flags/s" + i + "/environments/production",
                        "{\"enabled\": true, \"offVariant\": \"off\", \"rules\": [{\"id\": \"r\", \"when\":"
                                + " {\"attribute\": \"plan\", \"op\": \"in\", \"values\": [\"pro\", \"team\"]},"
                                + " \"serve\": {\"variant\": \"on\"}}], \"default\": {\"split\": {\"by\":"
                                + " \"targetingKey\", \"weights\": {\"on\": 30000, \"off\": 70000}}}}");
            }
            String made = send(
                    connection,
                    "POST",
                    path + "/environments/production/keys",
                    "{\"name\": \"bench\", \"kind\": \"server\"}");
            Served served =
                    new Served(server, project, Json.parse(made).path("key").asText());
            served.settle();
            return served;
        }
    }

    private static String send(KeptConnection connection, String method, String path, String body) throws IOException {
        Map<String, String> more = method.equals("PUT") ? Map.of("If-Match", "\"1\"") : Map.of();
        KeptConnection.Answer answer = connection.send(method, path, body, more);
        if (answer.status() / 100 != 2) {
            throw new IOException("the server: " + answer);
        }
        return answer.body();
    }

    /** Waits until the last edit is served, which is after it is kept. */
    private void settle() throws IOException {
        String before = "";
        for (String tag = tag(); !tag.equals(before); tag = tag()) {
            before = tag;
            try {
                Thread.sleep(1_500);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    String key() {
        return key;
    }

    /** A new key for pages. */
    String clientKey() throws IOException {
        try (KeptConnection connection = new KeptConnection(server.url(), "Bearer " + Api.ADMIN)) {
            String made = send(
                    connection,
                    "POST",
                    "/api/v1/projects/" + project + "/environments/production/keys",
                    "{\"name\": \"pages\", \"kind\": \"client\"}");
            return Json.parse(made).path("key").asText();
        }
    }

    /** Where the ruleset is. */
    String position() throws IOException {
        String tag = tag();
        return tag.substring(1, tag.length() - 1);
    }

    String tag() throws IOException {
        try (KeptConnection connection = new KeptConnection(server.url(), "Bearer " + key)) {
            return connection.send("GET", "/sdk/v1/ruleset", "", Map.of()).tag();
        }
    }

    /** Turns one flag; gives the position after it. */
    String flip() throws IOException {
        on = !on;
        try (KeptConnection connection = new KeptConnection(server.url(), "Bearer " + Api.ADMIN)) {
            String answer = send(
                    connection,
                    "POST",
                    "/api/v1/projects/" + project + "/flags/s0/environments/production/changes",
                    "{\"instructions\": [{\"kind\": \"" + (on ? "turnOff" : "turnOn") + "\"}]}");
            return "1-" + Json.parse(answer).path("revision").asLong();
        }
    }

    /** What an SDK fetches. */
    String ruleset(String more) {
        return "GET /sdk/v1/ruleset HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + key + "\r\n" + more + "\r\n";
    }

    /** All flags for one context. */
    String evaluations() {
        String body = "{\"context\": {\"targetingKey\": \"alice\", \"plan\": \"free\"}}";
        return "POST /ofrep/v1/evaluate/flags HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
