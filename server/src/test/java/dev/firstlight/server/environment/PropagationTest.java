package dev.firstlight.server.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class PropagationTest {

    private String project;
    private String key;
    private final AtomicInteger seq = new AtomicInteger();

    @BeforeEach
    void aProject() {
        project = Api.project();
        key = Api.sdkKey(project, "server");
    }

    private void says(String instance, long revision, Instant appliedAt) {
        Map<String, Object> batch = new HashMap<>();
        batch.put("instance", instance);
        batch.put("seq", seq.incrementAndGet());
        batch.put("sdk", Map.of("name", "firstlight-java", "version", "0.1.0"));
        batch.put("region", "nz");
        batch.put("applied", Map.of("epoch", 1, "revision", revision, "at", appliedAt.toString()));
        Api.with(key).body(batch).post("/sdk/v1/telemetry").then().statusCode(202);
    }

    private JsonPath propagation(String query) {
        return Api.admin().get(path() + query).then().statusCode(200).extract().jsonPath();
    }

    private String path() {
        return "/api/v1/projects/" + project + "/environments/production/propagation";
    }

    @Test
    void tellsHowFarARevisionHasComeAndWhoIsBehind() {
        for (String instance : List.of("a", "b", "c")) {
            says(instance, 1, Instant.now());
        }
        FlagApi.create(project, "checkout");
        says("a", 2, Instant.now());
        says("b", 2, Instant.now());
        JsonPath seen = propagation("?revision=2");
        assertThat(seen.getInt("instances")).isEqualTo(3);
        assertThat(seen.getInt("applied")).isEqualTo(2);
        assertThat(seen.getBoolean("reached")).isFalse();
        assertThat(seen.getLong("p50Ms")).isBetween(0L, seen.getLong("p99Ms"));
        assertThat(seen.getLong("p99Ms")).isLessThan(10_000);
        assertThat(seen.getList("behind.instance")).containsExactly("c");
        assertThat(seen.getString("sentence"))
                .matches("revision 2: 2 of 3, p99 .* m?s, behind: c \\(nz, firstlight-java 0\\.1\\.0, revision 1\\)");
        assertThat(propagation("?share=0.6").getBoolean("reached")).isTrue();
    }

    @Test
    void whoSkippedARevisionServesItAllTheSame() {
        says("a", 1, Instant.now());
        FlagApi.create(project, "checkout");
        FlagApi.patch(project, "checkout", Map.of("enabled", true));
        says("a", 3, Instant.now());
        assertThat(propagation("?revision=2").getInt("applied")).isEqualTo(1);
        assertThat(propagation("?revision=2").getLong("p99Ms")).isBetween(0L, 10_000L);
    }

    @Test
    void whoCameLaterWasNotThereToWait() {
        FlagApi.create(project, "checkout");
        says("new", 2, Instant.now());
        JsonPath seen = propagation("?revision=2");
        assertThat(seen.getInt("applied")).isEqualTo(1);
        assertThat(seen.<Object>get("p99Ms")).isNull();
    }

    @Test
    void aClockThatIsOffDoesNotCount() {
        says("early", 1, Instant.now());
        says("late", 1, Instant.now());
        FlagApi.create(project, "checkout");
        says("early", 2, Instant.now().minus(Duration.ofHours(48)));
        says("late", 2, Instant.now().plus(Duration.ofHours(48)));
        assertThat(propagation("").getLong("p99Ms")).isBetween(0L, 10_000L);
        assertThat(propagation("").getLong("p50Ms")).isBetween(0L, 10_000L);
    }

    @Test
    void whoWaitsIsAnsweredWhenTheShareIsReached() {
        says("a", 1, Instant.now());
        FlagApi.create(project, "checkout");
        long start = System.nanoTime();
        CompletableFuture<JsonPath> waiting =
                CompletableFuture.supplyAsync(() -> propagation("?revision=2&wait=PT20S&share=1"));
        assertThat(propagation("?revision=2&wait=PT1S").getBoolean("reached")).isFalse();
        assertThat(waiting).isNotDone();
        says("a", 2, Instant.now());
        assertThat(waiting.join().getBoolean("reached")).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    @Test
    void withoutInstancesThereIsNothingToReach() {
        Api.admin()
                .get(path())
                .then()
                .body("instances", equalTo(0))
                .body("reached", equalTo(false))
                .body("p99Ms", nullValue())
                .body("sentence", equalTo("revision 1: no instance was seen in the last 90 s"));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Map.of("share=1.5", "/share", "wait=soon", "/wait", "wait=PT1H", "/wait", "revision=99", "/revision")
                .forEach((query, pointer) -> Api.admin()
                        .get(path() + "?" + query)
                        .then()
                        .statusCode(422)
                        .contentType("application/problem+json")
                        .body("errors.pointer", contains(pointer)));
        Api.with(key).get(path()).then().statusCode(403);
    }

    @Test
    void manyInstancesConfirmAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Future<?>> all = IntStream.range(0, 1_000)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> says("i" + i % 500, 1, Instant.now())))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        JsonPath seen = propagation("?share=1");
        assertThat(seen.getInt("instances")).isEqualTo(500);
        assertThat(seen.getBoolean("reached")).isTrue();
    }

    @Test
    void oneThatCannotBeKeptTakesNoOtherWithIt() {
        CompletableFuture<Void> others = CompletableFuture.allOf(IntStream.range(0, 50)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    if (i % 10 == 5) {
                        Api.with(key)
                                .body("{\"instance\": \"bad-\\u0000\", \"seq\": 1, \"sdk\": {\"name\": \"x\","
                                        + " \"version\": \"1\"}}")
                                .post("/sdk/v1/telemetry");
                    } else {
                        says("good-" + i, 1, Instant.now());
                    }
                }))
                .toArray(CompletableFuture[]::new));
        others.join();
        Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production/receipts")
                .then()
                .body("instances", hasSize(45));
    }
}
