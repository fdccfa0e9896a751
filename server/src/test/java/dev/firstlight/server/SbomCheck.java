package dev.firstlight.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bills of materials that the profile sbom makes name what we ask for, each with its version and licence. */
class SbomCheck {

    private static final Path MADE = Path.of("target", "sbom");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<String, JsonNode> components(String part) throws IOException {
        JsonNode bill = JSON.readTree(MADE.resolve(part + ".json").toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        Map<String, JsonNode> components = new TreeMap<>();
        for (JsonNode each : bill.path("components")) {
            String group = each.path("group").asText();
            String name = each.path("name").asText();
            components.put(group.isEmpty() ? name : group + (part.equals("server") ? ":" : "/") + name, each);
        }
        return components;
    }

    private static void assertWhole(Map<String, JsonNode> components, List<String> wanted) {
        assertThat(components.keySet()).containsAll(wanted);
        components.forEach((name, component) -> {
            assertThat(component.path("version").asText()).as(name).isNotBlank();
            if (!name.startsWith("dev.firstlight:")) {
                assertThat(component.path("licenses")).as(name).isNotEmpty();
                assertThat(component.path("hashes")).as(name).isNotEmpty();
            }
        });
    }

    @Test
    void namesWhatThePomNames() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher each = Pattern.compile(
                        "<dependency>\\s*(?:<!--.*?-->)?\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>"
                                + "\\s*(?:<version>[^<]+</version>\\s*)?(?:<exclusions>.*?</exclusions>\\s*)?</dependency>",
                        Pattern.DOTALL)
                .matcher(pom.substring(0, pom.indexOf("<build>")));
        List<String> direct = new ArrayList<>();
        while (each.find()) {
            direct.add(each.group(1) + ":" + each.group(2));
        }
        assertThat(direct).hasSizeGreaterThan(20);
        assertWhole(components("server"), direct);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ui", "sdk-js"})
    void namesWhatBrowsersGet(String part) throws IOException {
        List<String> direct = new ArrayList<>();
        JSON.readTree(Path.of("..", part, "package.json").toFile())
                .path("dependencies")
                .fieldNames()
                .forEachRemaining(direct::add);
        assertThat(direct).isNotEmpty();
        assertWhole(components(part), direct);
    }
}
