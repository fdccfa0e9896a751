package dev.firstlight.server.targeting;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Of many who saw the same version one wins, and what it wrote is there; the others are told so. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class RaceTest {

    private static final int CLIENTS = 50;
    private static final int ROUNDS = Integer.getInteger("race.rounds", 60);

    @Test
    void ofManyWhoSawTheSameOneWins() throws Exception {
        String project = Api.project();
        FlagApi.create(project, "checkout");
        String path = FlagApi.path(project, "checkout");
        String url = "http://127.0.0.1:" + RestAssured.port;
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<KeptConnection> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new KeptConnection(url, "Bearer " + Api.ADMIN));
        }
        try {
            for (int round = 1; round <= ROUNDS; round++) {
                int winner = round(threads, clients, path, round);
                KeptConnection.Answer now = clients.get(0).send("GET", path, "", Map.of());
                assertThat(Json.read(now.body())
                                .at("/default/split/ranges/0/to")
                                .asInt())
                        .as("round %d", round)
                        .isEqualTo(weight(round, winner));
                assertThat(now.tag()).isEqualTo("\"" + (round + 1) + "\"");
            }
        } finally {
            threads.shutdownNow();
            for (KeptConnection client : clients) {
                client.close();
            }
        }
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit/verify")
                .then()
                .statusCode(200)
                .body("ok", org.hamcrest.Matchers.equalTo(true))
                .body("rows", org.hamcrest.Matchers.greaterThanOrEqualTo(ROUNDS));
    }

    /** Who won. */
    private static int round(ExecutorService threads, List<KeptConnection> clients, String path, int round)
            throws Exception {
        List<Future<KeptConnection.Answer>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            KeptConnection client = clients.get(i);
            String body = "{\"default\": {\"split\": {\"by\": \"targetingKey\", \"ranges\": [{\"to\": "
                    + weight(round, i) + ", \"variant\": \"on\"}, {\"to\": 100000, \"variant\": \"off\"}]}}}";
            Map<String, String> ifMatch = Map.of("If-Match", "\"" + round + "\"");
            all.add(threads.submit(() -> client.send("PATCH", path, body, ifMatch)));
        }
        Map<Integer, Integer> statuses = new HashMap<>();
        int winner = -1;
        for (int i = 0; i < CLIENTS; i++) {
            int status = all.get(i).get().status();
            statuses.merge(status, 1, Integer::sum);
            winner = status == 200 ? i : winner;
        }
        assertThat(statuses).as("round %d", round).isEqualTo(Map.of(200, 1, 412, CLIENTS - 1));
        return winner;
    }

    /** Another one in each round and for each client. */
    private static int weight(int round, int client) {
        return 1 + (round * CLIENTS + client) % 99_999;
    }
}
