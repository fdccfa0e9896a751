package dev.firstlight.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The rules and the dashboard that operators are given are whole. That their metrics exist, {@link MetersTest} shows. */
class RulesTest {

    private static final Path GIVEN = Path.of("..", "docs", "prometheus");

    private static List<Map<String, Object>> rules() throws IOException {
        Map<String, Object> file = new Yaml().load(Files.readString(GIVEN.resolve("firstlight.rules.yaml")));
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Map<String, Object> group : maps(file.get("groups"))) {
            rules.addAll(maps(group.get("rules")));
        }
        return rules;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(@Nullable Object list) {
        return (List<Map<String, Object>>) Objects.requireNonNull(list);
    }

    @Test
    void everyAlertSaysWhatItMeansAndWhatToDo() throws IOException {
        Set<Object> names = new HashSet<>();
        for (Map<String, Object> rule : rules()) {
            assertThat(rule.get("expr")).as("%s", rule).asString().isNotBlank();
            assertThat(names.add(rule.getOrDefault("alert", rule.get("record"))))
                    .as("%s twice", rule)
                    .isTrue();
            if (rule.containsKey("alert")) {
                assertThat((Map<String, Object>) rule.get("annotations")).containsOnlyKeys("summary", "means", "do");
                assertThat((Map<String, Object>) rule.get("labels"))
                        .hasEntrySatisfying("severity", how -> assertThat(how).isIn("page", "ticket"));
            }
        }
        assertThat(names).hasSizeGreaterThan(15);
    }

    @Test
    void whatIsRecordedIsRecordedOnceAndUsed() throws IOException {
        String text = Files.readString(GIVEN.resolve("firstlight.rules.yaml"));
        List<String> recorded = rules().stream()
                .map(rule -> rule.get("record"))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
        assertThat(recorded)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(text.split(name, -1)).as(name).hasSize(3));
    }

    @Test
    void theDashboardIsWhole() throws IOException {
        JsonNode board = new ObjectMapper()
                .readTree(GIVEN.resolve("firstlight-dashboard.json").toFile());
        assertThat(board.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        assertThat(board.path("title").asText()).isEqualTo("Firstlight");
        assertThat(board.path("templating").path("list").findValuesAsText("name"))
                .contains("datasource", "job");
        Set<Integer> ids = new HashSet<>();
        Set<String> titles = new HashSet<>();
        Set<String> places = new HashSet<>();
        for (JsonNode panel : board.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt()))
                    .as("id of %s", panel.path("title"))
                    .isTrue();
            assertThat(titles.add(panel.path("title").asText()))
                    .as("%s", panel.path("title"))
                    .isTrue();
            JsonNode at = panel.path("gridPos");
            for (int x = at.path("x").asInt();
                    x < at.path("x").asInt() + at.path("w").asInt();
                    x++) {
                for (int y = at.path("y").asInt();
                        y < at.path("y").asInt() + at.path("h").asInt();
                        y++) {
                    assertThat(x).isLessThan(24);
                    assertThat(places.add(x + "/" + y))
                            .as("%s lies on another", panel.path("title"))
                            .isTrue();
                }
            }
            if (panel.path("type").asText().equals("row")) {
                continue;
            }
            assertThat(panel.path("targets")).as("%s", panel.path("title")).isNotEmpty();
            assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
            for (JsonNode target : panel.path("targets")) {
                assertThat(target.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
                assertThat(target.path("expr").asText()).contains("job=\"$job\"");
            }
        }
        assertThat(ids).hasSizeGreaterThan(20);
    }

    @Test
    void promtoolAgrees() throws IOException, InterruptedException {
        String promtool = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(at -> Path.of(at, "promtool"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
        assumeTrue(promtool != null, "no promtool on the path");
        for (List<String> command : List.of(
                List.of(promtool, "check", "rules", "firstlight.rules.yaml"),
                List.of(promtool, "test", "rules", "firstlight.rules.test.yaml"))) {
            Process process = new ProcessBuilder(command)
                    .directory(GIVEN.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
    }
}
