package dev.firstlight.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Starts the server and the company's websites, each in a process of its own. */
final class Company {

    static final List<String> REGIONS = List.of("nz", "au", "eu", "us");

    private static final int LONGEST_START_SECONDS = 120;

    private final Place place;
    private final Children children;
    private final HttpClient http = HttpClient.newHttpClient();

    Company(Place place, Children children) {
        this.place = place;
        this.children = children;
    }

    /** A server that runs. */
    record Running(String url, Api api) {}

    Running startServer() throws IOException, InterruptedException {
        int port = Place.freePort(8080);
        String token = HexFormat.of().formatHex(random());
        children.start(
                "server",
                Map.of(
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "QUARKUS_MANAGEMENT_HOST",
                        "127.0.0.1",
                        "QUARKUS_MANAGEMENT_PORT",
                        Integer.toString(Place.freePort(9000)),
                        "FIRSTLIGHT_DATABASE_DIRECTORY",
                        place.directory().resolve("data").toString(),
                        "FIRSTLIGHT_ACCESS_BOOTSTRAP_TOKEN",
                        token,
                        "FIRSTLIGHT_STOP_WITH_PARENT",
                        "true"),
                List.of(
                        place.java(),
                        "-jar",
                        place.app().resolve("quarkus-run.jar").toString()));
        String url = "http://localhost:" + port;
        Api api = new Api(url, token);
        for (int i = 0; i < LONGEST_START_SECONDS * 5; i++) {
            if (api.isReady()) {
                return new Running(url, api);
            }
            Thread.sleep(200);
        }
        throw new IOException("the server did not start; see " + place.directory());
    }

    private static byte[] random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    List<Site> startSites(Running server, String project) throws IOException, InterruptedException {
        JsonNode key = server.api()
                .send(
                        "POST",
                        "projects/" + project + "/environments/production/keys",
                        "{\"name\": \"comic sites\", \"kind\": \"server\"}");
        List<Site> sites = new ArrayList<>();
        for (String region : REGIONS) {
            sites.add(start(server, key.get("key").asText(), region, region, javaCommand()));
        }
        sites.add(start(server, key.get("key").asText(), "eu-node", "eu", List.of("node", script())));
        return sites;
    }

    private Site start(Running server, String key, String name, String region, List<String> command)
            throws IOException {
        Path log = place.directory().resolve("visits-" + name + ".log");
        int port = children.startAndReadPort(
                name,
                Map.of(
                        "REGION", region,
                        "FIRSTLIGHT_URL", server.url(),
                        "SDK_KEY", key,
                        "SDK_JS", place.sdkJs().toString(),
                        "LOG", log.toString()),
                command);
        return new Site(name, region, port, log, http);
    }

    private List<String> javaCommand() {
        return List.of(
                place.java(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReaderApp.class.getName());
    }

    private String script() throws IOException {
        Path script = place.directory().resolve("comics-web.mjs");
        try (var in = Company.class.getResourceAsStream("/demo/comics-web.mjs")) {
            if (in == null) {
                throw new IOException("comics-web.mjs is not in the package");
            }
            Files.write(script, in.readAllBytes());
        }
        return script.toString();
    }
}
