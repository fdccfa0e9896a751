package dev.firstlight.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Line;
import dev.firstlight.server.support.RunningServer;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that says nothing: whoever edits is told so in time, however many wait. */
class SilentDatabaseIT {

    private static final int EDITS = 12;
    private static final int APART_MS = 300;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private record Answered(int status, Duration after) {}

    private static RequestSpecification admin(RunningServer server) {
        return given().baseUri(server.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    @Test
    void nobodyWaitsTwice(@TempDir Path directory) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"));
                Line line =
                        Line.to("http://127.0.0.1:" + URI.create(database.url()).getPort())) {
            String url = "postgresql://127.0.0.1:" + URI.create(line.url()).getPort() + "/postgres";
            Path place = Files.createDirectories(directory.resolve("server"));
            try (RunningServer server = RunningServer.start(
                    place,
                    Map.of(
                            "FIRSTLIGHT_DATABASE_URL", url,
                            "FIRSTLIGHT_DATABASE_USERNAME", "postgres",
                            "FIRSTLIGHT_DATABASE_PASSWORD", "postgres"))) {
                admin(server)
                        .body(Map.of("key", "silent", "name", "Silent"))
                        .post("/api/v1/projects")
                        .then()
                        .statusCode(201);
                admin(server)
                        .body(Map.of(
                                "key", "flag",
                                "type", "boolean",
                                "variants", Map.of("on", true, "off", false),
                                "offVariant", "off"))
                        .post("/api/v1/projects/silent/flags")
                        .then()
                        .statusCode(201);
                assertThat(edit(server, true).status()).isEqualTo(200);

                line.cut();
                List<Answered> answers = editAgainAndAgain(server);
                line.heal();

                assertThat(answers).extracting(Answered::status).containsOnly(503);
                assertThat(answers).extracting(Answered::after).allMatch(after -> after.compareTo(LONGEST) < 0);
            }
        }
    }

    private static List<Answered> editAgainAndAgain(RunningServer server) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(EDITS);
        try {
            List<Future<Answered>> edits = new ArrayList<>();
            for (int i = 0; i < EDITS; i++) {
                boolean on = i % 2 == 0;
                edits.add(people.submit(() -> edit(server, on)));
                Thread.sleep(APART_MS);
            }
            List<Answered> answers = new ArrayList<>();
            for (Future<Answered> one : edits) {
                answers.add(one.get());
            }
            return answers;
        } finally {
            people.shutdown();
        }
    }

    private static Answered edit(RunningServer server, boolean on) {
        long began = System.nanoTime();
        int status = admin(server)
                .body(Map.of("instructions", List.of(Map.of("kind", on ? "turnOn" : "turnOff"))))
                .post("/api/v1/projects/silent/flags/flag/environments/production/changes")
                .statusCode();
        return new Answered(status, Duration.ofNanos(System.nanoTime() - began));
    }
}
