package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class DefinitionTest {
    private static final String COUNTER = "http_requests_total{region=\"{{region}}\", variant=\"{{variant}}\"}";

    @Inject
    Metrics metrics;

    private String project;

    @BeforeEach
    void make() {
        project = Api.project();
    }

    @Test
    void eachKindSaysWhatItNeeds() {
        for (String kind : List.of("binary", "rate", "mean", "latency")) {
            put(kind, Map.of("name", kind, "kind", kind)).statusCode(200).body("kind", equalTo(kind));
        }
        put("conversion", Map.of("name", "conversion", "worse", "lower"))
                .statusCode(200)
                .body("worse", equalTo("lower"))
                .body("kind", equalTo("binary"))
                .body("ttl", nullValue());
        put("proxy", Map.of("name", "5xx", "kind", "prometheus", "prometheus", counters()))
                .statusCode(200)
                .body("prometheus.bad", equalTo(COUNTER));
        put(
                        "cpu",
                        Map.of(
                                "name",
                                "CPU",
                                "kind",
                                "prometheus",
                                "prometheus",
                                Map.of("query", "up", "op", "<", "limit", 1)))
                .statusCode(200)
                .body("prometheus.op", equalTo("<"));
        put("qa", Map.of("name", "QA", "kind", "external", "ttl", "PT1H"))
                .statusCode(200)
                .body("ttl", equalTo("PT1H"));
        Api.admin()
                .get("/api/v1/projects/" + project + "/metrics/proxy")
                .then()
                .body("prometheus.total", equalTo(COUNTER));
    }

    @Test
    void whatAKindDoesNotHaveIsRefusedWithItsPlace() {
        refused(Map.of("name", "m", "kind", "prometheus"), "/prometheus");
        refused(Map.of("name", "m", "kind", "prometheus", "prometheus", Map.of("bad", COUNTER)), "/prometheus");
        refused(
                Map.of("name", "m", "kind", "prometheus", "prometheus", Map.of("bad", "errors", "total", COUNTER)),
                "/prometheus/bad");
        refused(
                Map.of(
                        "name",
                        "m",
                        "kind",
                        "prometheus",
                        "prometheus",
                        Map.of("query", "{{cluster}}", "op", ">", "limit", 1)),
                "/prometheus/query");
        refused(
                Map.of("name", "m", "kind", "prometheus", "prometheus", Map.of("query", "up", "op", "!", "limit", 1)),
                "/prometheus/op");
        refused(Map.of("name", "m", "prometheus", counters()), "/prometheus");
        refused(Map.of("name", "m", "kind", "external"), "/ttl");
        refused(Map.of("name", "m", "kind", "external", "ttl", "an hour"), "/ttl");
        refused(Map.of("name", "m", "kind", "mean", "ttl", "PT1H"), "/ttl");
        refused(Map.of("name", "m", "kind", "latency", "worse", "lower"), "/worse");
        put("m", Map.of("name", "m", "margin", 1)).statusCode(400).body("errors[0].pointer", equalTo("/margin"));
        put("m", Map.of("name", "m", "kind", "prometheus", "prometheus", Map.of("url", "http://localhost")))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/prometheus/url"));
    }

    @Test
    void aMetricThatNobodyDefinedIsAnEventCalledByItsKey() {
        put("qa", Map.of("name", "QA", "kind", "external", "ttl", "PT30S"));
        Map<String, Definition> all =
                metrics.definitions(project, List.of("other", "qa")).await().atMost(Duration.ofSeconds(10));
        assertThat(all.keySet()).containsExactly("other", "qa");
        assertThat(all)
                .containsEntry(
                        "other", new Definition("other", "other", Kind.BINARY, Direction.HIGHER, null, null, null))
                .containsEntry(
                        "qa",
                        new Definition(
                                "qa", "QA", Kind.EXTERNAL, Direction.HIGHER, null, null, Duration.ofSeconds(30)));
        assertThat(metrics.known(project, List.of("other", "qa")).await().atMost(Duration.ofSeconds(10)))
                .containsExactly("qa");
    }

    private static Map<String, Object> counters() {
        return Map.of("bad", COUNTER, "total", COUNTER);
    }

    private void refused(Map<String, Object> metric, String pointer) {
        put("m", metric).statusCode(422).body("errors[0].pointer", equalTo(pointer));
    }

    private ValidatableResponse put(String key, Map<String, Object> metric) {
        return Api.admin()
                .body(metric)
                .put("/api/v1/projects/" + project + "/metrics/" + key)
                .then();
    }
}
