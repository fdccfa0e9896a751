package dev.firstlight.server.exchange.unleash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.exchange.Foreign;
import dev.firstlight.server.exchange.KeyName;
import dev.firstlight.server.exchange.Source;
import dev.firstlight.server.exchange.Vectors;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Unleash's own cases: what its SDKs answer, the imported flags and the interpreter answer. */
class UnleashCasesTest {

    @TestFactory
    Stream<DynamicTest> bothAnswerTheSame() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(Vectors.folder("unleash").resolve("specifications")).sorted()) {
            for (Path file : files.toList()) {
                JsonNode specification = Json.parse(Files.readAllBytes(file));
                Source source = Unleash.read(specification.path("state"));
                Ruleset ruleset = Vectors.ruleset(source.imported());
                for (JsonNode each : specification.path("tests")) {
                    tests.add(test(file, each, () -> enabled(source, ruleset, each)));
                }
                for (JsonNode each : specification.path("variantTests")) {
                    tests.add(test(file, each, () -> variant(source, ruleset, each)));
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static DynamicTest test(Path file, JsonNode each, org.junit.jupiter.api.function.Executable body) {
        return DynamicTest.dynamicTest(
                file.getFileName() + ": " + each.path("description").asText(), body);
    }

    private static void enabled(Source source, Ruleset ruleset, JsonNode each) {
        boolean expected = each.path("expectedResult").asBoolean();
        assertThat(enabled(ours(source, ruleset, each))).isEqualTo(expected);
        assertThat(enabled(theirs(source, each))).isEqualTo(expected);
    }

    private static void variant(Source source, Ruleset ruleset, JsonNode each) {
        JsonNode expected = each.path("expectedResult");
        for (JsonNode value : List.of(ours(source, ruleset, each), theirs(source, each))) {
            assertThat(value.has("variant")).isEqualTo(expected.path("enabled").asBoolean());
            assertThat(value.path("variant").asText("disabled"))
                    .isEqualTo(expected.path("name").asText());
            assertThat(value.path("payload")).isEqualTo(expected.path("payload"));
            if (expected.has("feature_enabled")) {
                assertThat(enabled(value))
                        .isEqualTo(expected.path("feature_enabled").asBoolean());
            }
        }
    }

    private static boolean enabled(JsonNode value) {
        return value.isBoolean() ? value.asBoolean() : value.path("enabled").asBoolean();
    }

    private static JsonNode ours(Source source, Ruleset ruleset, JsonNode each) {
        String key = KeyName.of(each.path("toggleName").asText());
        Evaluation evaluation =
                Evaluator.evaluate(ruleset, key, source.foreign().context(each.path("context")), null);
        return orFallback(evaluation.value() == null ? null : Json.node(evaluation.value()));
    }

    private static JsonNode theirs(Source source, JsonNode each) {
        Foreign.Answer answer =
                source.foreign().evaluate(each.path("toggleName").asText(), each.path("context"));
        assertThat(answer).isNotSameAs(Foreign.Answer.LOTS);
        return orFallback(answer.value());
    }

    private static JsonNode orFallback(@Nullable JsonNode value) {
        return value == null ? BooleanNode.FALSE : value;
    }
}
