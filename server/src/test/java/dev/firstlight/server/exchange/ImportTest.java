package dev.firstlight.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.Shell;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Database.class)
class ImportTest {

    private static final String DOCUMENT = """
            {"segments": {"beta": {"key": "beta", "included": ["ann"], "salt": "s1", "version": 1,
               "rules": [{"clauses": [{"attribute": "plan", "op": "in", "values": ["gold"]}]}]}},
             "flags": {
               "checkout": {"key": "checkout", "on": true, "salt": "abc", "version": 3, "offVariation": 1,
                 "variations": [true, false],
                 "prerequisites": [{"key": "payments", "variation": 0}],
                 "rules": [{"id": "r", "variation": 0, "clauses": [{"op": "segmentMatch", "values": ["beta"]}]}],
                 "fallthrough": {"rollout": {"variations": [
                   {"variation": 0, "weight": 33333}, {"variation": 1, "weight": 66667}]}}},
               "payments": {"key": "payments", "on": true, "salt": "def", "version": 1, "offVariation": 1,
                 "variations": [true, false], "fallthrough": {"variation": 0}},
               "odd": {"key": "odd", "on": true, "salt": "x", "version": 1, "offVariation": 0, "variations": ["a"],
                 "fallthrough": {"variation": 7}}}}""";

    private String project;

    @BeforeEach
    void newProject() {
        project = Api.project();
    }

    private ValidatableResponse send(String query, String body) {
        return Api.admin()
                .body(body)
                .post("/api/v1/projects/" + project + "/environments/production/import?" + query)
                .then();
    }

    private ValidatableResponse flags() {
        return Api.admin().get("/api/v1/projects/" + project + "/flags").then();
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndDoesNothing() {
        send("from=launchdarkly&dryRun=true&contexts=5000", DOCUMENT)
                .statusCode(200)
                .body("flags", hasItem("checkout"))
                .body("segments", contains("beta"))
                .body("revision", nullValue())
                .body("equivalence.contexts", equalTo(5_000))
                .body("equivalence.differences", hasSize(0))
                .body("equivalence.sentence", containsString("identical."));
        flags().body("items", hasSize(0));
    }

    @Test
    void anImportIsOneRevisionAndCanBeEvaluated() {
        Api.admin()
                .body(Map.of("key", "staging", "name", "Staging"))
                .post("/api/v1/projects/" + project + "/environments")
                .then()
                .statusCode(201);
        int before = revision();
        int revision =
                send("from=launchdarkly", DOCUMENT).statusCode(200).extract().path("revision");
        assertThat(revision).isEqualTo(before + 1).isEqualTo(revision());
        flags().body("items.key", hasItem("payments"))
                .body("items[0].environments.production.enabled", equalTo(true))
                .body("items[0].environments.staging.enabled", equalTo(false));
        Api.admin()
                .body(Map.of("flag", "checkout", "context", Map.of("targetingKey", "ann")))
                .post("/api/v1/projects/" + project + "/environments/production/explain")
                .then()
                .statusCode(200)
                .body("evaluation.value", equalTo(true))
                .body("evaluation.metadata.ruleId", equalTo("r"));
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit")
                .then()
                .body("items[0].action", equalTo("flags.imported"))
                .body("items[0].comment", equalTo("Imported from launchdarkly."));
        Api.admin().get("/api/v1/projects/" + project + "/audit/verify").then().body("ok", equalTo(true));
        send("from=launchdarkly", DOCUMENT).statusCode(409).body("detail", containsString("checkout"));
        assertThat(revision()).isEqualTo(revision);
    }

    private int revision() {
        return Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production")
                .path("revision");
    }

    @Test
    void anUnknownSystemOrDocumentIsRefused() {
        send("from=elsewhere", "{}").statusCode(422).body("errors[0].detail", containsString("launchdarkly"));
        send("from=launchdarkly", "[]").statusCode(400);
        send("from=launchdarkly&contexts=200001", "{}").statusCode(422);
    }

    @Test
    void theCommandReportsWithoutAServer(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("flags.json"), DOCUMENT);
        Path converted = directory.resolve("converted.json");
        Shell shell = new Shell();
        Shell.Ended done =
                shell.run("import", "--from", "launchdarkly", file.toString(), "--out", converted.toString());
        assertThat(done.code()).isZero();
        assertThat(done.out()).contains("segments: 1", "10000 contexts", "identical.");
        assertThat(Files.readString(converted)).contains("\"launchdarkly\"");
        assertThat(shell.run("import", "--from", "nowhere", file.toString()).code())
                .isEqualTo(2);
        assertThat(shell.run("import", "--from", "launchdarkly", "no-file").code())
                .isEqualTo(2);
    }
}
