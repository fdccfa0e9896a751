package dev.firstlight.core;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text as a pattern: it is refused, or it is compiled and searched for without harm. */
class PatternFuzzTest {

    private static final String TEXT = "aAbB01 _-.@\n\u00e9\u212a".repeat(100);

    @FuzzTest(maxDuration = "2m")
    void isRefusedOrSearchedFor(byte[] bytes) {
        String pattern = new String(bytes, StandardCharsets.UTF_8);
        if (RegexGuard.problem(pattern) == null) {
            Match match = Pattern.of(pattern);
            boolean found = match.matches(TEXT);
            RulesetFuzzTest.require(!match.matches(1d), pattern + (found ? " finds" : " does not find"));
        }
    }
}
