package dev.firstlight.server.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The headers by which browsers protect those who use the console, on answers of every kind. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class HeadersTest {

    private static Map<String, Response> answers() {
        String script = given().get("/").asString().replaceAll("(?s).*src=\"(/[^\"]+\\.js)\".*", "$1");
        Map<String, Response> answers = new LinkedHashMap<>();
        answers.put("the page", given().get("/"));
        answers.put("a screen", given().get("/projects/x/flags"));
        answers.put("a script", given().get(script));
        answers.put("a picture", given().get("/favicon.svg"));
        answers.put("no file", given().get("/nothing.txt"));
        answers.put("data", Api.admin().get("/api/v1/projects"));
        answers.put("nobody", given().get("/api/v1/projects"));
        answers.put("not there", Api.admin().get("/api/v1/projects/nosuch"));
        answers.put("no endpoint", Api.admin().get("/api/v1/nosuch"));
        answers.put("another method", Api.admin().patch("/api/v1/tokens"));
        answers.put("a question for methods", given().options("/api/v1/projects"));
        answers.put("malformed", Api.admin().body("{").post("/api/v1/projects"));
        answers.put("a forged change", given().cookie("session", "x").post("/api/v1/projects"));
        answers.put("a confusing path", given().urlEncodingEnabled(false).get("/api//v1/projects"));
        answers.put("an unreadable path", given().urlEncodingEnabled(false).get("/api/v1/x%00"));
        answers.put("health", given().get("/q/health/live"));
        answers.put("the document", Api.admin().get("/q/openapi"));
        answers.put("the document's page", Api.admin().get("/q/swagger-ui/index.html"));
        answers.put("an application", given().get("/sdk/v1/ruleset"));
        answers.put("an evaluation", given().post("/ofrep/v1/evaluate/flags"));
        return answers;
    }

    @Test
    void areOnAllAnswers() {
        answers().forEach((what, answer) -> {
            Headers headers = answer.headers();
            assertThat(headers.getValue("X-Content-Type-Options")).as(what).isEqualTo("nosniff");
            assertThat(headers.getValue("Referrer-Policy")).as(what).isEqualTo("no-referrer");
            assertThat(headers.getValue("X-Frame-Options")).as(what).isEqualTo("DENY");
            assertThat(headers.getValue("Cross-Origin-Opener-Policy")).as(what).isEqualTo("same-origin");
            assertThat(directives(headers))
                    .as(what)
                    .containsEntry("default-src", "'self'")
                    .containsEntry("object-src", "'none'")
                    .containsEntry("base-uri", "'none'")
                    .containsEntry("form-action", "'self'")
                    .containsEntry("frame-ancestors", "'none'");
            assertThat(headers.getValue("Content-Security-Policy"))
                    .as(what)
                    .doesNotContain("unsafe-eval", "*", "http:", "https:");
        });
    }

    /** No script that stands in a page runs: the policy for scripts is the default, the server's own files. */
    @Test
    void noScriptStandsInAPage() {
        Response page = given().get("/");
        assertThat(directives(page.headers())).doesNotContainKey("script-src");
        assertThat(page.asString())
                .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
                .doesNotContainPattern("\\son\\w+=");
    }

    /** On a connection that is not TLS a browser would not hear it, and whoever serves another host there would suffer. */
    @Test
    void transportSecurityIsNotPromisedWithoutIt() {
        assertThat(given().get("/").header("Strict-Transport-Security")).isNull();
    }

    /** Another site's page can neither read an answer of the API nor have a change let through by asking first. */
    @Test
    void noOtherOriginIsLetIn() {
        for (String origin : List.of("https://evil.example", "null", "http://localhost", "http://localhost:1")) {
            for (String path : List.of("/api/v1/projects", "/api/v1/session", "/api/v1/setup", "/q/openapi", "/")) {
                Headers preflight = given().header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "x-firstlight,content-type,authorization")
                        .options(path)
                        .headers();
                Headers answer = Api.admin().header("Origin", origin).get(path).headers();
                for (Headers headers : List.of(preflight, answer)) {
                    assertThat(headers.asList()).as(origin + " " + path).noneMatch(header -> header.getName()
                            .toLowerCase(java.util.Locale.ROOT)
                            .startsWith("access-control-"));
                }
            }
        }
    }

    /** What is somebody's own is kept by no cache. */
    @Test
    void dataIsNotCached() {
        for (String path : List.of("/api/v1/projects", "/api/v1/people", "/api/v1/session", "/api/v1/tokens")) {
            assertThat(Api.admin().get(path).header("Cache-Control")).as(path).contains("no-store");
        }
    }

    private static Map<String, String> directives(Headers headers) {
        Map<String, String> directives = new LinkedHashMap<>();
        String policy = headers.getValue("Content-Security-Policy");
        if (policy != null) {
            Arrays.stream(policy.split(";"))
                    .map(part -> part.strip().split(" ", 2))
                    .forEach(part -> directives.put(part[0], part.length > 1 ? part[1] : ""));
        }
        return directives;
    }
}
