package dev.firstlight.server.ofrep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.NodeScript;
import dev.firstlight.server.support.Pages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenFeature's own providers for JavaScript, in a browser and in Node.js. */
@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
class OfrepClientsTest {

    @TestHTTPResource("/")
    URI server;

    private String project;
    private String url;

    @BeforeEach
    void flags() {
        project = Api.project();
        url = server.toString().replaceAll("/$", "");
        FlagApi.create(
                project,
                Map.of(
                        "key", "checkout",
                        "type", "boolean",
                        "variants", Map.of("on", true, "off", false),
                        "offVariant", "off",
                        "clientVisible", true));
        FlagApi.create(project, "hidden");
        FlagApi.create(project, Map.of("key", "ratio", "type", "number", "variants", Map.of("v", 2)));
        FlagApi.create(project, Map.of("key", "greeting", "type", "string", "variants", Map.of("v", "kia ora")));
        FlagApi.create(
                project, Map.of("key", "theme", "type", "object", "variants", Map.of("v", Map.of("dark", true))));
    }

    private static Map<String, Object> onFor(String attribute, String value) {
        return Map.of(
                "enabled",
                true,
                "rules",
                List.of(Map.of(
                        "id", "some",
                        "when", Map.of("attribute", attribute, "op", "in", "values", List.of(value)),
                        "serve", Map.of("variant", "on"))));
    }

    @Test
    void aPageInABrowserIsToldOfAChange() throws Exception {
        String key = Api.sdkKey(project, "client");
        try (NodeScript page = NodeScript.start("ofrep-web", NodeScript.BROWSER.toString(), url, key, "checkout")) {
            String origin = page.await("origin ");
            page.say("open");
            assertThat(page.await("failed")).contains("failed");

            Pages.allow(project, origin);
            page.say("open");
            assertThat(page.await("ready ")).isEqualTo("false");

            FlagApi.patch(project, "checkout", onFor("plan", "free"));
            assertThat(page.await("changed ")).isEqualTo("true");
            // The provider shows what it kept for this key first; its tag was for other attributes, and so is no use.
            page.say("plan paid");
            page.await("became ");
            assertThat(page.await(page.printed().indexOf("changed true") + 1, "changed "))
                    .isEqualTo("false");
            int before = page.printed().size();
            FlagApi.patch(project, "checkout", onFor("plan", "paid"));
            assertThat(page.await(before, "changed ")).isEqualTo("true");
            int after = page.printed().size();
            FlagApi.patch(project, "hidden", onFor("plan", "paid"));
            Thread.sleep(1_500);
            assertThat(page.printed()).hasSize(after).doesNotContain("stale");
        }
    }

    @Test
    void aServerInJavaScriptSeesAChange() throws Exception {
        try (NodeScript script = NodeScript.start("ofrep-server", url, Api.sdkKey(project, "server"))) {
            String rest = "2 \"kia ora\" {\"dark\":true} FLAG_NOT_FOUND";
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(script.printed())
                    .containsExactly("false " + rest));
            FlagApi.patch(project, "checkout", onFor("region", "nz"));
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(script.printed())
                    .containsExactly("false " + rest, "true " + rest));
        }
    }
}
