package dev.firstlight.server.targeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Range;
import dev.firstlight.core.RegionalRanges;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MovementTest {

    private static final List<String> REGIONS = List.of("au", "nz", "us");
    private static final Map<String, List<String>> GROUPS = Map.of("pacific", List.of("au", "nz"));
    private static final FlagSpec OFF = FlagDocument.spec("""
            {"type": "boolean", "salt": "s", "variants": {"on": true, "off": false}, "enabled": true, "offVariant": "off",
             "rules": [{"id": "pro", "when": {"attribute": "plan", "op": "in", "values": ["pro"]},
                "serve": {"variant": "off"}}],
             "default": {"variant": "off"}}""");

    private static Serve.Split split(Serve.Split like, int on, RegionalRanges... regions) {
        return new Serve.Split(like.by(), like.hash(), like.salt(), List.of(regions), ranges(on));
    }

    private static final Serve.Split SPLIT =
            (Serve.Split) FlagDocument.spec("""
                    {"type": "boolean", "salt": "s", "variants": {"on": true, "off": false}, "enabled": true,
                     "offVariant": "off", "default": {"split": {"ranges": [{"to": 1, "variant": "on"},
                        {"to": 100000, "variant": "off"}]}}}""").defaultServe();

    private static List<Range> ranges(int on) {
        return on == 0 ? List.of(new Range(100_000, "off")) : List.of(new Range(on, "on"), new Range(100_000, "off"));
    }

    private static RegionalRanges in(String region, int on) {
        return new RegionalRanges(List.of(region), ranges(on));
    }

    private static Map<String, Double> moved(FlagSpec before, FlagSpec after) {
        return Movement.of(before, after, REGIONS, GROUPS);
    }

    private static FlagSpec serving(Serve serve) {
        return OFF.withDefault(serve, null);
    }

    @Test
    void whatMovesInARegionIsCountedThere() {
        FlagSpec one = serving(split(SPLIT, 0, in("nz", 1_000)));
        assertThat(moved(OFF, OFF)).isEmpty();
        assertThat(moved(OFF, one)).containsExactly(entry("nz", 0.01));
        assertThat(moved(one, serving(split(SPLIT, 0, in("nz", 5_000))))).containsExactly(entry("nz", 0.04));
        assertThat(moved(one, OFF)).containsExactly(entry("nz", 0.01));
    }

    @Test
    void groupsAreTheirRegionsAndTheFirstEntryCounts() {
        assertThat(moved(OFF, serving(split(SPLIT, 0, in("pacific", 1_000)))))
                .containsOnly(entry("au", 0.01), entry("nz", 0.01));
        assertThat(moved(OFF, serving(split(SPLIT, 0, in("nz", 3_000), in("pacific", 1_000)))))
                .containsOnly(entry("au", 0.01), entry("nz", 0.03));
        assertThat(moved(OFF, serving(split(SPLIT, 0, in("pacific", 1_000), in("nz", 3_000)))))
                .containsOnly(entry("au", 0.01), entry("nz", 0.01));
    }

    @Test
    void whatMovesEverywhereIsCountedInEachRegionAndOutside() {
        assertThat(moved(OFF, serving(split(SPLIT, 500))))
                .containsOnly(entry("", 0.005), entry("au", 0.005), entry("nz", 0.005), entry("us", 0.005));
        assertThat(moved(OFF, serving(split(SPLIT, 500, in("us", 0))))).doesNotContainKey("us");
    }

    @Test
    void otherBucketsMoveEverybody() {
        FlagSpec one = serving(split(SPLIT, 1_000));
        Serve.Split other = new Serve.Split(SPLIT.by(), SPLIT.hash(), "another", List.of(), ranges(1_000));
        assertThat(moved(one, serving(other)))
                .containsOnlyKeys("", "au", "nz", "us")
                .containsEntry("nz", 1.0);
    }

    @Test
    void whatIsNoShareIsEverybodyEverywhere() {
        FlagSpec rule = withRules(List.of(
                new Rule("pro", null, FlagDocument.spec("""
                        {"type": "boolean", "salt": "s", "variants": {"on": true, "off": false}, "enabled": true,
                         "offVariant": "off", "rules": [{"id": "pro", "when": {"attribute": "plan", "op": "exists"},
                            "serve": {"variant": "off"}}], "default": {"variant": "off"}}""").rules().get(0).when(), new Serve.Variant("off"))));
        for (FlagSpec after : List.of(rule, withRules(List.of()), serving(new Serve.Variant("on")))) {
            assertThat(moved(OFF, after)).containsOnlyKeys("", "au", "nz", "us");
            assertThat(moved(OFF, after).values()).containsOnly(1.0);
        }
        assertThat(Movement.of(null, OFF, REGIONS, GROUPS).values()).containsOnly(1.0);
    }

    @Test
    void aRulesShareIsCountedAsIfAllReachedIt() {
        FlagSpec after =
                withRules(List.of(new Rule("pro", null, OFF.rules().get(0).when(), split(SPLIT, 0, in("nz", 2_000)))));
        assertThat(moved(OFF, after)).containsExactly(entry("nz", 0.02));
    }

    private static FlagSpec withRules(List<Rule> rules) {
        return new FlagSpec(
                OFF.type(),
                OFF.variants(),
                OFF.salt(),
                OFF.enabled(),
                OFF.offVariant(),
                OFF.clientVisible(),
                OFF.prerequisites(),
                OFF.targets(),
                rules,
                OFF.defaultServe(),
                null);
    }
}
