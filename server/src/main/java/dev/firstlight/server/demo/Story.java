package dev.firstlight.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the company does with its flag: it releases a new viewer, twice. */
final class Story {

    static final String PROJECT = "comics";

    private static final String FLAGS = "projects/" + PROJECT + "/flags";
    private static final String RELEASES = "projects/" + PROJECT + "/releases";
    private static final String TARGETING = FLAGS + "/" + ReaderApp.FLAG + "/environments/production";
    private static final Map<String, String> REGIONS = Map.of(
            "nz", "{\"name\": \"New Zealand\", \"countries\": [\"NZ\"], \"latitude\": -41.3, \"longitude\": 174.8}",
            "au", "{\"name\": \"Australia\", \"countries\": [\"AU\"], \"latitude\": -33.9, \"longitude\": 151.2}",
            "eu", "{\"name\": \"Europe\", \"countries\": [\"DE\", \"FR\"], \"latitude\": 50.1, \"longitude\": 8.7}",
            "us", "{\"name\": \"United States\", \"countries\": [\"US\"], \"latitude\": 39.0, \"longitude\": -77.5}");

    private final Api api;
    private final Consumer<String> tell;

    Story(Api api, Consumer<String> tell) {
        this.api = api;
        this.tell = tell;
    }

    /** Makes everything the story needs; gives the link with which a person signs in. */
    String seed() throws IOException, InterruptedException {
        api.send("POST", "people", "{\"email\": \"you@comic.example\", \"name\": \"You\", \"role\": \"admin\"}");
        api.send("POST", "projects", "{\"key\": \"comics\", \"name\": \"The Comic Co.\"}");
        for (Map.Entry<String, String> region : REGIONS.entrySet()) {
            api.send("PUT", "projects/comics/regions/" + region.getKey(), region.getValue());
        }
        api.send(
                "PUT",
                "projects/comics/metrics/" + ReaderApp.METRIC,
                "{\"name\": \"error rate\", \"kind\": \"binary\", \"worse\": \"higher\"}");
        api.send("POST", FLAGS, """
                {"key": "panel-viewer-v2", "name": "The new panel viewer", "type": "boolean",
                 "variants": {"on": true, "off": false}, "tags": ["viewer"]}""");
        api.patch(TARGETING, 1, "{\"enabled\": true}");
        return api.send("POST", "session/links", "{\"email\": \"you@comic.example\"}")
                .get("url")
                .asText();
    }

    /** A new build of the viewer ships: everybody is back on the old one, until a release says otherwise. */
    void backToOff() throws IOException, InterruptedException {
        JsonNode targeting = api.get(TARGETING);
        api.patch(TARGETING, targeting.get("version").asLong(), "{\"default\": {\"variant\": \"off\"}}");
    }

    /** Releases the new viewer and tells what happens until it ended. */
    JsonNode release(String name) throws IOException, InterruptedException {
        acknowledgeLast();
        JsonNode release = api.send("POST", RELEASES, plan(name));
        String id = release.get("id").asText();
        int told = 0;
        while (true) {
            JsonNode events = release.get("events");
            for (; told < events.size(); told++) {
                tell.accept(events.get(told).get("sentence").asText());
            }
            if (List.of("COMPLETED", "ROLLED_BACK", "ABORTED")
                    .contains(release.get("state").asText())) {
                return release;
            }
            Thread.sleep(300);
            release = api.get(RELEASES + "/" + id);
        }
    }

    /** What was taken back is not tried again before somebody has said that they know why. */
    private void acknowledgeLast() throws IOException, InterruptedException {
        JsonNode items = api.get(RELEASES).get("items");
        if (!items.isEmpty() && items.get(0).get("state").asText().equals("ROLLED_BACK")) {
            api.send(
                    "POST",
                    RELEASES + "/" + items.get(0).get("id").asText() + "/acknowledge",
                    "{\"comment\": \"seen in the demo\"}");
        }
    }

    private static String plan(String name) {
        List<String> stages = new ArrayList<>();
        stages.add(stage("nz 5 %", "\"nz\"", 5));
        stages.add(stage("nz 50 %", "\"nz\"", 50));
        stages.add(stage("nz 95 %", "\"nz\"", 95));
        stages.add(stage("au", "\"au\"", 95));
        stages.add(stage("eu + us", "\"eu\", \"us\"", 95));
        return """
                {"environment": "production", "flag": "panel-viewer-v2", "treatment": "on", "name": "%s", "start": true,
                 "plan": {"stages": [%s], "guards": [{"metric": "panel.error", "margin": 0.5}]}}""".formatted(name, String.join(", ", stages));
    }

    private static String stage(String name, String regions, int percent) {
        return """
                {"name": "%s", "regions": [%s], "percent": %d, "bake": "PT2S", "receipts": 99,
                 "onUndecided": "advance"}""".formatted(name, regions, percent);
    }
}
