package dev.firstlight.server.exchange.launchdarkly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.ErrorCode;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Reason;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.exchange.Foreign;
import dev.firstlight.server.exchange.Imported;
import dev.firstlight.server.exchange.KeyName;
import dev.firstlight.server.exchange.Remark;
import dev.firstlight.server.exchange.Variants;
import dev.firstlight.server.exchange.Vectors;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** LaunchDarkly's own cases: what its SDKs answer, the imported flags and the interpreter answer. */
class LaunchDarklyCasesTest {

    private static final Map<String, ValueType> TYPES = Map.of(
            "bool",
            ValueType.BOOLEAN,
            "string",
            ValueType.STRING,
            "int",
            ValueType.INTEGER,
            "double",
            ValueType.NUMBER);

    /** A reason there and those that say the same here. */
    private static final Map<String, List<Reason>> REASONS = Map.of(
            "OFF", List.of(Reason.DISABLED),
            "PREREQUISITE_FAILED", List.of(Reason.DISABLED),
            "TARGET_MATCH", List.of(Reason.TARGETING_MATCH),
            "RULE_MATCH", List.of(Reason.TARGETING_MATCH, Reason.SPLIT),
            "FALLTHROUGH", List.of(Reason.DEFAULT, Reason.STATIC, Reason.SPLIT, Reason.TARGETING_MATCH));

    @TestFactory
    Stream<DynamicTest> theImportAnswersTheSame() throws IOException {
        return cases("the import");
    }

    @TestFactory
    Stream<DynamicTest> theInterpreterAnswersTheSame() throws IOException {
        return cases("the interpreter");
    }

    private static Stream<DynamicTest> cases(String who) throws IOException {
        List<JsonNode> cases = Vectors.lines(Vectors.folder("launchdarkly"));
        assertThat(cases).isNotEmpty();
        return cases.stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.path("name").asText() + ": " + each.path("case").asText(), () -> {
                            if (who.equals("the import")) {
                                imported(each);
                            } else {
                                interpreted(each);
                            }
                        }));
    }

    private static void imported(JsonNode each) {
        Imported imported = LaunchDarklyImport.read(each.path("sdkData"));
        Foreign foreign = new LaunchDarkly(each.path("sdkData"));
        String key = KeyName.of(each.path("flagKey").asText());
        Evaluation evaluation = Evaluator.evaluate(
                Vectors.ruleset(imported),
                key,
                foreign.context(each.path("context")),
                TYPES.get(each.path("valueType").asText()));
        JsonNode expect = each.path("expect");
        if (!expect.has("variationIndex")) {
            withoutVariation(expect.path("reason"), key, imported, evaluation);
            return;
        }
        String variant = Variants.name(expect.path("variationIndex").intValue());
        assertThat(evaluation.errorMessage()).isNull();
        assertThat(evaluation.variant()).isEqualTo(variant);
        assertThat(unwrapped(imported, key, evaluation)).isEqualTo(Json.value(expect.path("value")));
        JsonNode reason = expect.path("reason");
        assertThat(evaluation.reason()).isIn(REASONS.get(reason.path("kind").asText()));
        if (!reason.path("ruleId").asText("").isEmpty()) {
            assertThat(evaluation.metadata().ruleId())
                    .startsWith(reason.path("ruleId").asText());
        }
    }

    /** There the caller's fallback is served; so it is here, and for a flag that was refused the import says so. */
    private static void withoutVariation(JsonNode reason, String key, Imported imported, Evaluation evaluation) {
        assertThat(evaluation.reason()).isEqualTo(Reason.ERROR);
        assertThat(evaluation.value()).isNull();
        switch (reason.path("errorKind").asText(reason.path("kind").asText())) {
            case "WRONG_TYPE" -> assertThat(evaluation.errorCode()).isEqualTo(ErrorCode.TYPE_MISMATCH);
            case "FLAG_NOT_FOUND" -> assertThat(evaluation.errorCode()).isEqualTo(ErrorCode.FLAG_NOT_FOUND);
            default -> {
                assertThat(evaluation.errorCode()).isEqualTo(ErrorCode.FLAG_NOT_FOUND);
                assertThat(imported.remarks())
                        .anyMatch(remark -> remark.severity() == Remark.Severity.REFUSED && key.equals(remark.flag()));
            }
        }
    }

    private static @Nullable Object unwrapped(Imported imported, String key, Evaluation evaluation) {
        boolean wrapped = imported.remarks().stream()
                .anyMatch(
                        remark -> key.equals(remark.flag()) && remark.pointer().endsWith("/variations"));
        return wrapped && evaluation.value() instanceof Map<?, ?> map ? map.get(Variants.VALUE) : evaluation.value();
    }

    private static void interpreted(JsonNode each) {
        Foreign foreign = new LaunchDarkly(each.path("sdkData"));
        Foreign.Answer answer = foreign.evaluate(each.path("flagKey").asText(), each.path("context"));
        JsonNode expect = each.path("expect");
        if (expect.has("variationIndex")) {
            assertThat(answer.variant())
                    .isEqualTo(Variants.name(expect.path("variationIndex").intValue()));
            assertThat(Json.value(answer.value())).isEqualTo(Json.value(expect.path("value")));
        } else if (!expect.path("reason").path("errorKind").asText().equals("WRONG_TYPE")) {
            assertThat(answer.variant()).isNull();
        }
    }
}
