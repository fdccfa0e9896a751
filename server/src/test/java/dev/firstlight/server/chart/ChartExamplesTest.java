package dev.firstlight.server.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each value file that comes with the chart renders what a cluster takes, and what our rules allow. */
class ChartExamplesTest {

    @TempDir
    static Path scratch;

    private static final Map<Path, List<ObjectNode>> RENDERED = new HashMap<>();

    private static Chart chart(Path values) throws IOException {
        return Chart.with(values, Files.createTempDirectory(scratch, "chart"));
    }

    private static List<ObjectNode> objects(Path values) throws IOException {
        if (!RENDERED.containsKey(values)) {
            RENDERED.put(values, chart(values).objects());
        }
        return RENDERED.get(values);
    }

    static List<Path> examples() throws IOException {
        return Chart.examples();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itPassesTheStrictLint(Path values) throws IOException {
        var result = chart(values).lint();
        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void kubernetesKnowsEveryField(Path values) throws IOException {
        for (ObjectNode object : objects(values)) {
            assertThat(Kinds.problems(object)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyRuleHolds(Path values) throws IOException {
        assertThat(SetRules.broken(objects(values))).isEmpty();
    }

    /** Whatever is denied first; DNS, the database and what else is needed are let through by name. */
    @ParameterizedTest
    @MethodSource("examples")
    void nothingSpeaksWithAnybodyUnlessAPolicySaysSo(Path values) throws IOException {
        List<ObjectNode> policies = objects(values).stream()
                .filter(object -> Kinds.of(object).endsWith(" NetworkPolicy"))
                .toList();
        assertThat(policies)
                .filteredOn(policy -> policy.at("/metadata/name").asText().equals("flags-deny"))
                .singleElement()
                .satisfies(deny -> {
                    assertThat(deny.at("/spec/podSelector/matchLabels"))
                            .isEqualTo(Chart.YAML.readTree(
                                    "{app.kubernetes.io/name: firstlight, app.kubernetes.io/instance: flags}"));
                    assertThat(deny.at("/spec/policyTypes")).hasSize(2);
                    assertThat(deny.at("/spec").has("ingress")).isFalse();
                    assertThat(deny.at("/spec").has("egress")).isFalse();
                });
        assertThat(policies)
                .flatMap(policy -> rulesFor("management", policy))
                .singleElement()
                .satisfies(rule -> assertThat(rule.at("/from/0/namespaceSelector/matchLabels"))
                        .isNotEmpty());
    }

    private static List<JsonNode> rulesFor(String port, JsonNode policy) {
        List<JsonNode> rules = new ArrayList<>();
        policy.at("/spec/ingress").forEach(rule -> {
            if (rule.at("/ports/0/port").asText().equals(port)) {
                rules.add(rule);
            }
        });
        return rules;
    }

    @Test
    void thereAreTwelveAndTogetherTheyUseEveryKind() throws IOException {
        assertThat(Chart.examples()).hasSize(12);
        Set<String> kinds = new HashSet<>();
        for (Path values : Chart.examples()) {
            Path own =
                    Files.createDirectories(scratch.resolve(values.getFileName().toString()));
            Chart.with(values, own).objects().forEach(object -> kinds.add(Kinds.of(object)));
        }
        Set<String> known = new HashSet<>(Kinds.MODELS.keySet());
        known.addAll(Kinds.SCHEMAS.keySet());
        assertThat(kinds).isEqualTo(known);
    }

    @Test
    void theTablesAreMovedBeforeAndTheTestIsOne() throws IOException {
        Map<String, String> hooks = new HashMap<>();
        for (ObjectNode object : objects(Chart.HOME.resolve("examples/least-privilege.yaml"))) {
            if (object.at("/metadata/annotations").has(Chart.WAS_HOOK)) {
                hooks.put(
                        Kinds.of(object),
                        object.at("/metadata/annotations").get(Chart.WAS_HOOK).asText());
            }
        }
        assertThat(hooks).isEqualTo(Map.of("batch/v1 Job", "pre-install,pre-upgrade", "v1 Pod", "test"));
    }

    /** The server's own bound, which the rule on pods' ends goes by. */
    @Test
    void theServerEndsWithinWhatPodsGiveIt() throws IOException {
        String server = Files.readString(Path.of("src/main/java/dev/firstlight/server/Firstlight.java"));
        var bound = Pattern.compile("LONGEST_STOP_MS = ([0-9_]+);").matcher(server);
        assertThat(bound.find()).isTrue();
        assertThat(Long.parseLong(bound.group(1).replace("_", ""))).isEqualTo(SetRules.LONGEST_STOP_SECONDS * 1_000);
    }
}
