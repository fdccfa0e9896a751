package dev.firstlight.server.flag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.platform.Json;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.KeptConnection;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Requests for the same flag at the same moment: one after the other, or told so. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class MeetingTest {

    private static final int CLIENTS = 12;

    @Test
    void ofManyEditsOfTheFlagItselfThatSawTheSameOneWins() throws Exception {
        String project = Api.project();
        FlagApi.create(project, "checkout");
        String path = "/api/v1/projects/" + project + "/flags/checkout";
        for (int round = 1; round <= 15; round++) {
            String seen = "\"" + round + "\"";
            List<Integer> statuses = together(client -> () -> {
                String body = "{\"description\": \"by " + client + "\"}";
                return Set.of(send("PATCH", path, body, Map.of("If-Match", seen)));
            });
            assertThat(statuses).as("round %d", round).containsOnlyOnce(200).allMatch(s -> s == 200 || s == 412);
            assertThat(Api.admin().get(path).getHeader("ETag")).isEqualTo("\"" + (round + 1) + "\"");
        }
    }

    @Test
    void whatGoesWhileItIsChangedIsToldAbout() throws Exception {
        String project = Api.project();
        String flags = "/api/v1/projects/" + project + "/flags";
        String environments = "/api/v1/projects/" + project + "/environments";
        String flag = "{\"key\":\"banner\",\"type\":\"number\",\"variants\":{\"a\":1,\"b\":2},\"offVariant\":\"a\"}";
        Set<Integer> statuses = new TreeSet<>(together(client -> () -> {
            Set<Integer> mine = new TreeSet<>();
            SplittableRandom random = new SplittableRandom(client);
            for (int i = 0; i < 60; i++) {
                String some = "{\"variants\":{\"m" + random.nextInt(1_000) + "\":" + random.nextInt(9) + "}}";
                mine.add(
                        switch (random.nextInt(8)) {
                            case 0, 1 -> send("POST", flags, flag, Map.of());
                            case 2 -> send("DELETE", flags + "/banner", "", anyVersion(flags + "/banner"));
                            case 3 -> send("POST", environments, "{\"key\":\"eu\",\"name\":\"EU\"}", Map.of());
                            case 4 -> send("DELETE", environments + "/eu", "", Map.of());
                            case 5 -> send("PATCH", flags + "/banner", some, anyVersion(flags + "/banner"));
                            case 6 ->
                                send(
                                        "PATCH",
                                        flags + "/banner/environments/eu",
                                        "{\"enabled\":" + random.nextBoolean() + "}",
                                        anyVersion(flags + "/banner/environments/eu"));
                            default ->
                                send(
                                        "PATCH",
                                        environments + "/eu",
                                        "{\"name\":\"E" + random.nextInt(9) + "\"}",
                                        anyVersion(environments + "/eu"));
                        });
            }
            return mine;
        }));
        assertThat(statuses).contains(200, 201, 204).allMatch(status -> status < 500);
        assertThat(Json.read(Api.admin()
                                .get("/api/v1/projects/" + project + "/audit/verify")
                                .asString())
                        .path("ok")
                        .asBoolean())
                .isTrue();
    }

    /** A version that may have been somebody else's by the time that it is sent. */
    private static Map<String, String> anyVersion(String path) {
        String tag = Api.admin().get(path).getHeader("ETag");
        return Map.of("If-Match", tag == null ? "\"1\"" : tag);
    }

    private static int send(String method, String path, String body, Map<String, String> headers) throws Exception {
        try (KeptConnection connection =
                new KeptConnection("http://127.0.0.1:" + RestAssured.port, "Bearer " + Api.ADMIN)) {
            return connection.send(method, path, body, headers).status();
        }
    }

    private interface Client {
        Callable<? extends Collection<Integer>> of(int number);
    }

    private static List<Integer> together(Client client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<? extends Collection<Integer>>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                all.add(threads.submit(client.of(i)));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<? extends Collection<Integer>> one : all) {
                statuses.addAll(one.get());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }
}
