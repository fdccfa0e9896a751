package dev.firstlight.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.SharedVectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

    @Test
    void areThoseOfTheOtherSdk() throws IOException {
        List<String> known = new ArrayList<>();
        SharedVectors.own("capabilities.json").forEach(each -> known.add(each.asText()));
        assertThat(Capabilities.ALL).isEqualTo(known);
    }

    @Test
    void whatTheFirstVersionCouldIsNotForgotten() {
        assertThat(Capabilities.ALL).containsAll(Capabilities.FIRST);
    }

    @Test
    void areWhatAFlagAsksForHoweverDeep() {
        SegmentSpec inner = new SegmentSpec(List.of(), List.of(), leaf("semver>=", true), new SegmentSpec.Large(1, 2));
        SegmentSpec outer = new SegmentSpec(List.of(), List.of(), new Condition.Not(new Condition.InSegment("inner")));
        Condition when = new Condition.All(List.of(
                new Condition.InSegment("outer"),
                new Condition.Any(List.of(
                        leaf("fuzzy", false),
                        new Condition.InBucket("targetingKey", new Hash("unleash", 0, 100), null, 0, 10)))));
        Serve split = new Serve.Split(
                "targetingKey", new Hash("blake9", 0, 100), null, List.of(), List.of(new Range(100_000, "on")));
        FlagSpec flag = flag(List.of(new Rule("r", null, when, new Serve.Variant("on"))), split);
        assertThat(Capabilities.of(flag, Map.of("inner", inner, "outer", outer)))
                .containsExactly(
                        "bucket", "every", "fuzzy", "hash:blake9", "hash:unleash", "large-segments", "semver>=");
    }

    @Test
    void areNoneForASwitch() {
        assertThat(Capabilities.of(flag(List.of(), new Serve.Variant("on")), Map.of()))
                .isEmpty();
    }

    private static Condition leaf(String op, boolean every) {
        return new Condition.Leaf("a", op, List.of("1.0.0"), false, every);
    }

    private static FlagSpec flag(List<Rule> rules, Serve serve) {
        @Nullable ReleaseSpec none = null;
        return new FlagSpec(
                ValueType.BOOLEAN,
                Map.of("on", true, "off", false),
                "s",
                true,
                "off",
                false,
                List.of(),
                List.of(),
                rules,
                serve,
                none);
    }
}
