package dev.firstlight.core;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any three texts: those that are versions have one order. */
class SemverFuzzTest {

    private static final int LONGEST = 300;

    @FuzzTest(maxDuration = "2m")
    void hasAnOrder(FuzzedDataProvider data) {
        String text = data.consumeString(LONGEST);
        Semver a = Semver.parse(text);
        Semver same = Semver.parse(text);
        Semver b = Semver.parse(data.consumeString(LONGEST));
        Semver c = Semver.parse(data.consumeRemainingAsString());
        if (a == null || same == null || b == null) {
            return;
        }
        RulesetFuzzTest.require(a.compareTo(same) == 0, "not equal to itself");
        RulesetFuzzTest.require(Integer.signum(a.compareTo(b)) == -Integer.signum(b.compareTo(a)), "both are greater");
        if (c != null && a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
            RulesetFuzzTest.require(a.compareTo(c) <= 0, "the order goes round in a circle");
        }
    }
}
