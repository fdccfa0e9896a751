package dev.firstlight.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.SharedVectors;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Patterns that would take all memory or all time, each refused with the same sentence as in JavaScript. */
class RegexGuardTest {

    /** Generous: what is refused takes no time at all, and what is not may be searched for in a long text. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TestFactory
    Stream<DynamicTest> everyPattern() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode each : SharedVectors.own("pattern-problems.json")) {
            tests.add(DynamicTest.dynamicTest(
                    each.get("name").asText(), () -> assertTimeoutPreemptively(PATIENCE, () -> judge(each))));
        }
        return tests.stream();
    }

    private static void judge(JsonNode each) {
        String pattern = each.get("pattern").asText();
        String problem = each.get("problem").textValue();
        assertThat(RegexGuard.problem(pattern)).isEqualTo(problem);
        if (problem == null) {
            Pattern.of(pattern).matches("ab".repeat(5_000));
        }
    }
}
