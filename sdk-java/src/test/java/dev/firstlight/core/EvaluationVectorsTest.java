package dev.firstlight.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.SharedVectors;
import dev.firstlight.wire.Json;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of the vectors that the Java and the JavaScript evaluator share; {@code dates} are given as dates. */
class EvaluationVectorsTest {

    static final List<String> FILES = List.of(
            "order.json",
            "conditions.json",
            "strings.json",
            "numbers.json",
            "semver.json",
            "cidr.json",
            "segments.json",
            "large-segments.json",
            "splits.json",
            "prerequisites.json",
            "lenient.json",
            "operators.json",
            "nested.json",
            "paths.json",
            "questions.json",
            "steps.json",
            "gates.json",
            "membership.json",
            "regions.json",
            "hashed.json",
            "folding.json",
            "instants.json",
            "networks.json",
            "versions.json",
            "patterns.json",
            "doubles.json",
            "limits.json",
            "not-understood.json");

    @TestFactory
    Stream<DynamicContainer> everyCase() {
        return FILES.stream().map(file -> DynamicContainer.dynamicContainer(file, cases(file)));
    }

    @Test
    void thereAreMany() throws IOException {
        int cases = 0;
        for (String file : FILES) {
            for (JsonNode group : SharedVectors.own(file)) {
                cases += group.get("cases").size();
            }
        }
        assertThat(cases).isGreaterThanOrEqualTo(1_500);
    }

    private static Stream<DynamicTest> cases(String file) {
        List<DynamicTest> tests = new ArrayList<>();
        try {
            for (JsonNode group : SharedVectors.own(file)) {
                List<Problem> problems = new ArrayList<>();
                RulesetSpec spec = requireNonNull(RulesetJson.read(group.get("ruleset"), Mode.LENIENT, problems));
                assertThat(problems).isEmpty();
                Ruleset ruleset = Ruleset.compile(spec, LargeSegmentTest.lists(group.path("large")));
                group.get("cases")
                        .forEach(each -> tests.add(DynamicTest.dynamicTest(
                                group.get("name").asText() + ": "
                                        + each.get("name").asText(),
                                () -> judge(ruleset, each))));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return tests.stream();
    }

    @SuppressWarnings("unchecked")
    private static void judge(Ruleset ruleset, JsonNode each) {
        Context context = Context.of(requireNonNull((Map<String, Object>) Json.value(each.get("context"))));
        for (Map.Entry<String, JsonNode> date : each.path("dates").properties()) {
            context = context.with(date.getKey(), Instant.parse(date.getValue().asText()));
        }
        ValueType wanted = each.has("type") ? ValueType.of(each.get("type").asText()) : null;
        Evaluation evaluation = Evaluator.evaluate(ruleset, each.get("flag").asText(), context, wanted);
        JsonNode expected = each.get("expect");
        assertThat(Json.value(Json.node(evaluation.value()))).isEqualTo(Json.value(expected.get("value")));
        assertThat(evaluation.variant()).isEqualTo(expected.path("variant").textValue());
        assertThat(evaluation.reason().name()).isEqualTo(expected.get("reason").asText());
        String code =
                evaluation.errorCode() == null ? null : evaluation.errorCode().name();
        assertThat(code).isEqualTo(expected.path("errorCode").textValue());
        ObjectNode metadata = Json.object().put("revision", ruleset.revision());
        if (expected.has("metadata")) {
            metadata.setAll((ObjectNode) expected.get("metadata"));
        }
        assertThat(Json.value(Json.node(evaluation.metadata().asMap()))).isEqualTo(Json.value(metadata));
        assertThat(Evaluator.explain(ruleset, each.get("flag").asText(), context, wanted)
                        .evaluation())
                .isEqualTo(evaluation);
        if (wanted == null && evaluation.errorCode() != ErrorCode.FLAG_NOT_FOUND) {
            Context once = context.forgetful();
            assertThat(ruleset.evaluators())
                    .filteredOn(flag -> flag.key().equals(each.get("flag").asText()))
                    .singleElement()
                    .satisfies(flag -> assertThat(flag.evaluate(once)).isEqualTo(evaluation));
        }
    }
}
