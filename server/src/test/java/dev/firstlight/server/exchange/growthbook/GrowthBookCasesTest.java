package dev.firstlight.server.exchange.growthbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.server.exchange.Imported;
import dev.firstlight.server.exchange.Vectors;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** GrowthBook's own cases of its hash, by the interpreter's arithmetic and through imported flags. */
class GrowthBookCasesTest {

    private static final double LAST_DIGIT = 1e-6;

    @Test
    void hashes() throws IOException {
        for (JsonNode each : cases("hash")) {
            double place = Allotment.place(
                    each.get(0).asText(), each.get(1).asText(), each.get(2).asInt());
            if (each.get(3).isNull()) {
                assertThat(place).isNaN();
                continue;
            }
            assertThat(place).isEqualTo(each.get(3).asDouble());
            assertThat(evaluate(only(each, place), each.get(1).asText())
                            .metadata()
                            .ruleId())
                    .as(each.toString())
                    .isEqualTo("rule-0");
        }
    }

    /** A rule for units in one place only, which after the import the core's hash finds. */
    private static ObjectNode only(JsonNode each, double place) {
        int version = each.get(2).asInt();
        ObjectNode filter = Json.object().put("seed", each.get(0).asText()).put("hashVersion", version);
        filter.putArray("ranges").addArray().add(place).add(place + 0.5 / Allotment.places(version));
        ObjectNode rule = Json.object().put("force", 1);
        rule.putArray("filters").add(filter);
        return rule;
    }

    @Test
    void rangesOfWeights() throws IOException {
        for (JsonNode each : cases("getBucketRange")) {
            JsonNode input = each.get(1);
            double[] weights = input.get(2).isNull() ? null : numbers(input.get(2));
            List<double[]> ranges =
                    Allotment.ranges(input.get(0).asInt(), input.get(1).asDouble(), weights);
            assertThat(ranges).as(each.get(0).asText()).hasSize(each.get(2).size());
            for (int i = 0; i < ranges.size(); i++) {
                double[] expected = numbers(each.get(2).get(i));
                assertThat(ranges.get(i)[0]).isCloseTo(expected[0], within(LAST_DIGIT));
                assertThat(ranges.get(i)[1]).isCloseTo(expected[1], within(LAST_DIGIT));
            }
        }
    }

    @Test
    void variationsOfPlaces() throws IOException {
        for (JsonNode each : cases("chooseVariation")) {
            List<double[]> ranges = Allotment.rangesIn(each.get(2));
            double place = each.get(1).asDouble();
            int expected = each.get(3).asInt();
            assertThat(Allotment.choose(place, ranges)).as(each.get(0).asText()).isEqualTo(expected);
            ObjectNode rule = rule("[1, 2, 3]").put("hashVersion", 2);
            rule.set("ranges", each.get(2));
            int bucket = (int) Math.round(place * Bucketing.BUCKETS);
            assertThat(Placement.of("f", rule).runs())
                    .filteredOn(run -> run.from() <= bucket && bucket < run.to())
                    .extracting(Placement.Run::choice)
                    .containsExactly(expected);
        }
    }

    @Test
    void namespaces() throws IOException {
        for (JsonNode each : cases("inNamespace")) {
            boolean expected = each.get(3).asBoolean();
            assertThat(Allotment.inNamespace(each.get(1).asText(), each.get(2)))
                    .as(each.get(0).asText())
                    .isEqualTo(expected);
            ObjectNode rule = rule("[1, 2]");
            rule.set("namespace", each.get(2));
            assertThat("rule-0"
                            .equals(evaluate(rule, each.get(1).asText())
                                    .metadata()
                                    .ruleId()))
                    .as(each.get(0).asText())
                    .isEqualTo(expected);
        }
    }

    @Test
    void equalWeights() throws IOException {
        for (JsonNode each : cases("getEqualWeights")) {
            assertThat(Allotment.equalWeights(each.get(0).asInt()))
                    .containsExactly(numbers(each.get(1)), within(LAST_DIGIT));
        }
    }

    private static Evaluation evaluate(JsonNode rule, String id) {
        ObjectNode feature = Json.object().put("defaultValue", 0);
        feature.putArray("rules").add(rule);
        ObjectNode document = Json.object();
        document.putObject("features").set("f", feature);
        Imported imported = GrowthBookImport.read(document);
        return Evaluator.evaluate(Vectors.ruleset(imported), "f", Context.of(id), null);
    }

    private static ObjectNode rule(String variations) {
        return Json.object().set("variations", list(variations));
    }

    private static JsonNode list(String text) {
        try {
            return Json.parse(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static double[] numbers(JsonNode list) {
        List<Double> numbers = new ArrayList<>();
        list.forEach(each -> numbers.add(each.asDouble()));
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<JsonNode> cases(String name) throws IOException {
        JsonNode all =
                Json.parse(Files.readAllBytes(Vectors.folder("growthbook").resolve("hash.json")));
        List<JsonNode> cases = new ArrayList<>();
        ((ArrayNode) all.path(name)).forEach(cases::add);
        assertThat(cases).isNotEmpty();
        return cases;
    }
}
