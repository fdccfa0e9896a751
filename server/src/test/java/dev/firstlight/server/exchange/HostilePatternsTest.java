package dev.firstlight.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstlight.server.platform.Failure;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns in documents of other systems that would be looked for until the end of days: the import is refused instead. */
class HostilePatternsTest {

    private static final String TEXT = "a".repeat(60) + "!";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(.*a){25}b",
                "(.*a.*){20}b",
                "a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a{60}b"
            })
    void aForeignPattern(String pattern) throws Exception {
        assertRefused("growthbook", """
                {"features":{"f":{"defaultValue":true,"rules":[{"condition":{"n":{"$regex":"%s"}},"force":false},
                {"condition":{"n":{"$in":["%s"]}},"force":false}]}}}""".formatted(pattern, TEXT));
        assertRefused("launchdarkly", """
                {"flags":{"f":{"key":"f","on":true,"salt":"s","variations":[true,false],"offVariation":1,
                "fallthrough":{"variation":0},"rules":[{"id":"r","variation":1,"clauses":[
                {"attribute":"n","op":"matches","values":["%s"]}]},{"id":"i","variation":1,"clauses":[
                {"attribute":"n","op":"in","values":["%s"]}]}]}}}""".formatted(pattern, TEXT));
    }

    @Test
    void whatIsFoundSoonIsFound() {
        assertThat(Patience.found(Pattern.compile("(a+)+!$"), TEXT)).isTrue();
        assertThat(Patience.found(Pattern.compile("^b"), TEXT.repeat(1_000))).isFalse();
        assertThatThrownBy(() -> Patience.found(Pattern.compile("(a|b)*c"), "ab".repeat(30_000)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("takes too long");
    }

    /** One that takes too much memory is no reason to say that it is no pattern, and so for nobody. */
    @Test
    void aPatternThatTakesTooMuchIsReported() throws Exception {
        JsonNode document = new ObjectMapper().readTree("""
                {"version":2,"features":[{"name":"a","type":"release","enabled":true,"strategies":[{"name":"default",
                "constraints":[{"contextName":"n","operator":"REGEX","value":"(((a{99}){99}){99}){99}"}]}]}]}""");
        Source source = ForeignSystem.of("unleash").orElseThrow().read(document);
        assertThat(ImportReport.of(ForeignSystem.of("unleash").orElseThrow(), source, 10, null)
                        .toString())
                .contains("counted repeat");
    }

    private static void assertRefused(String from, String json) throws Exception {
        ForeignSystem system = ForeignSystem.of(from).orElseThrow();
        JsonNode document = new ObjectMapper().readTree(json);
        assertThatThrownBy(() -> ImportReport.of(system, system.read(document), 200, null))
                .as(from)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("takes too long");
    }
}
