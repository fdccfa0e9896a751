package dev.firstlight.server.flag;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of schemas that would take all memory, or an event loop for minutes. */
class HostileSchemaTest {

    private static ObjectNode schema(String pattern) {
        ObjectNode schema = Json.object();
        schema.putObject("properties").putObject("t").put("type", "string").put("pattern", pattern);
        return schema;
    }

    private static ObjectNode variants(String text) {
        ObjectNode variants = Json.object();
        variants.putObject("on").put("t", text);
        return variants;
    }

    @ParameterizedTest
    @ValueSource(strings = {"(((a{99}){99}){99}){99}", "((a{999}){999}){9}", "a{1001}", "(?i)[\\x{100}-\\x{10FFFF}]"})
    void aPatternThatWouldTakeAllMemory(String pattern) {
        assertThatThrownBy(() -> VariantSchema.of(schema(pattern)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("The schema cannot be used")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void aPatternThatWouldTakeLong() {
        VariantSchema large = VariantSchema.of(schema("(.*a){900}"));
        assertThatThrownBy(() -> large.check(variants("a".repeat(90_000))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("would take too long");
        VariantSchema small = VariantSchema.of(schema("^[a-z]+$"));
        assertThatCode(() -> small.check(variants("a".repeat(200_000)))).doesNotThrowAnyException();
        assertThatCode(() -> small.check(variants("a".repeat(200_000)))).doesNotThrowAnyException();
    }
}
