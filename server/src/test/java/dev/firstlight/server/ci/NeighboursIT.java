package dev.firstlight.server.ci;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.RunningServer;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is given to systems that move traffic or machines, run as they run it, against a running server. */
class NeighboursIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path data;

    @TempDir
    Path directory;

    private static RunningServer server;
    private static Shop shop;

    @BeforeAll
    static void begin() throws Exception {
        server = RunningServer.start(data);
        shop = new Shop(server);
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    /** The query that Argo's template makes, and the gate that Flagger runs, of a release that goes well and then does not. */
    @Test
    void argoAndFlaggerAreToldTheVerdict() throws Exception {
        Tools.require("bash", "curl", "jq");
        Map<String, String> told = shop.told(shop.flag(), Shop.LONG);
        String release;
        try (Ran start = Ran.script(directory, "start", told)) {
            release = start.ends(0).strip();
        }
        Files.writeString(directory.resolve("token"), shop.viewer());
        Map<String, String> gate = new HashMap<>(told);
        gate.put("FIRSTLIGHT_TOKEN_FILE", directory.resolve("token").toString());
        gate.put("FIRSTLIGHT_RELEASE", release);
        gate.put("FIRSTLIGHT_REGION", "nz");
        assertThat(argo(release)).isEqualTo("noData");
        gate(gate, "pass", 1);
        gate(gate, "fail", 1);
        shop.fares(release, 60);
        await().atMost(PATIENCE).until(() -> argo(release).equals("fail"));
        gate(gate, "pass", 1);
        gate(gate, "fail", 0);
        gate.put("FIRSTLIGHT_SERVER", "http://127.0.0.1:9");
        gate(gate, "fail", 7); // curl's own: nobody answers, and that is no verdict
    }

    private static String argo(String release) throws Exception {
        Map<String, Object> spec =
                Pipeline.map(Pipeline.yaml("argo/analysis-template.yaml").get("spec"));
        Map<String, Object> metric =
                Pipeline.<List<Map<String, Object>>>as(spec.get("metrics")).get(0);
        Map<String, Object> web =
                Pipeline.map(Pipeline.<Object>map(metric.get("provider")).get("web"));
        String url = Pipeline.<String>as(web.get("url"))
                .replace("{{args.server}}", server.url())
                .replace("{{args.project}}", Shop.PROJECT)
                .replace("{{args.release}}", release)
                .replace("{{args.region}}", "nz");
        assertThat(url).doesNotContain("{{");
        assertThat(String.valueOf(web.get("headers"))).contains("Bearer {{args.token}}");
        JsonPath answer = given().auth()
                .oauth2(shop.viewer())
                .urlEncodingEnabled(false)
                .get(url)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        String path = Pipeline.as(web.get("jsonPath"));
        assertThat(path).isEqualTo("{$.verdict}");
        assertThat(metric.get("successCondition")).isEqualTo("result == \"pass\"");
        assertThat(metric.get("failureCondition")).isEqualTo("result == \"fail\"");
        return answer.getString("verdict");
    }

    /** The command of the hook in Flagger's example, with its own variables replaced by the test's. */
    private void gate(Map<String, String> environment, String asked, int code) throws Exception {
        String canary = Files.readString(Pipeline.CI.resolve("flagger/canary.yaml"));
        String command = Pattern.compile("cmd: \"(?:FIRSTLIGHT_\\w+=\\S+ )*(bash /firstlight/gate.sh " + asked + ")\"")
                .matcher(canary)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow()
                .replace("/firstlight/", Pipeline.CI.resolve("flagger") + "/");
        try (Ran ran = Ran.start(directory, environment, List.of("bash", "-c", command))) {
            ran.ends(code);
        }
    }

    /** Flags as code by Terraform: made, and not made again where nothing changed; the token is in no file of its own. */
    @Test
    void terraformAppliesFlags() throws Exception {
        Tools.require("terraform");
        Files.copy(Pipeline.CI.resolve("terraform/main.tf"), directory.resolve("main.tf"));
        Path flags = Files.createDirectory(directory.resolve("flags"));
        Files.writeString(flags.resolve("firstlight.yaml"), """
                firstlight: 1
                name: Infrastructure
                own: all
                environments:
                  production: {name: Production}
                flags:
                  paved: {type: boolean, variants: {on: true, off: false}}
                """);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = Path.of("target", "quarkus-app", "quarkus-run.jar")
                .toAbsolutePath()
                .toString();
        Map<String, String> environment = Map.of(
                "CHECKPOINT_DISABLE",
                "1",
                "FIRSTLIGHT_TOKEN",
                Api.ADMIN,
                "TF_VAR_server",
                server.url(),
                "TF_VAR_project",
                "infra",
                "TF_VAR_flags",
                flags.toString(),
                "TF_VAR_firstlight",
                java + " -jar " + jar);
        terraform(environment, "init", "-input=false", "-no-color");
        assertThat(terraform(environment, "apply", "-auto-approve", "-input=false", "-no-color"))
                .contains("1 added");
        shop.admin().get("/api/v1/projects/infra/flags/paved").then().statusCode(200);
        assertThat(terraform(environment, "plan", "-detailed-exitcode", "-input=false", "-no-color"))
                .contains("No changes");
        assertThat(Files.readString(directory.resolve("terraform.tfstate")))
                .contains("firstlight.yaml")
                .doesNotContain(Api.ADMIN);
    }

    private String terraform(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        try (Ran ran = Ran.start(directory, environment, command)) {
            return ran.ends(0);
        }
    }
}
