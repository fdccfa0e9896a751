package dev.firstlight.server.exchange.launchdarkly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Range;
import dev.firstlight.core.Serve;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.exchange.Imported;
import dev.firstlight.server.exchange.Remark;
import dev.firstlight.server.exchange.Vectors;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a person sees of an import: names, splits, and what is said about the rest. */
class LaunchDarklyImportTest {

    @Test
    void aRolloutKeepsItsBuckets() throws IOException {
        Imported imported = read("""
                {"flags": {"checkout": {"on": true, "salt": "abc", "offVariation": 1, "variations": [true, false],
                  "fallthrough": {"rollout": {"variations": [
                    {"variation": 0, "weight": 20000}, {"variation": 1, "weight": 80000}]}}}}}""");
        FlagSpec flag = flag(imported, "checkout");
        assertThat(flag.type()).isEqualTo(ValueType.BOOLEAN);
        assertThat(flag.salt()).isEqualTo("checkout.abc");
        assertThat(flag.defaultServe())
                .isEqualTo(new Serve.Split(
                        "targetingKey",
                        RolloutImport.HASH,
                        null,
                        List.of(),
                        List.of(new Range(20_000, "v0"), new Range(100_000, "v1"))));
        assertThat(imported.remarks()).isEmpty();
        String nobody = Evaluator.evaluate(Vectors.ruleset(imported), "checkout", Context.empty(), null)
                .variant();
        assertThat(nobody)
                .as("a context without a unit gets the first variation")
                .isEqualTo("v0");
    }

    @Test
    void aSeedStandsInPlaceOfKeyAndSalt() throws IOException {
        FlagSpec flag = flag(read("""
                {"flags": {"f": {"on": true, "salt": "abc", "offVariation": 0, "variations": [1, 2.5],
                  "fallthrough": {"rollout": {"seed": 61, "contextKind": "org", "bucketBy": "/plan/id",
                    "variations": [{"variation": 0, "weight": 100000}]}}}}}"""), "f");
        Serve.Split split = (Serve.Split) flag.defaultServe();
        assertThat(split.salt()).isEqualTo("61");
        assertThat(split.by()).isEqualTo("org.plan.id");
        assertThat(flag.type()).isEqualTo(ValueType.NUMBER);
    }

    @Test
    void whatCannotBeSaidIsRefusedAndSoIsWhatLeansOnIt() throws IOException {
        Imported imported = read("""
                {"flags": {
                  "a": {"on": true, "offVariation": 0, "variations": [true], "fallthrough": {"variation": 0},
                    "rules": [{"variation": 0, "clauses": [{"op": "segmentMatch", "values": ["big"]}]}]},
                  "b": {"on": true, "offVariation": 0, "variations": [true], "fallthrough": {"variation": 0},
                    "prerequisites": [{"key": "a", "variation": 0}]},
                  "c": {"on": true, "offVariation": 0, "variations": [true], "fallthrough": {"variation": 7}},
                  "d": {"on": true, "offVariation": 0, "variations": [true], "fallthrough": {"variation": 0},
                    "rules": [{"variation": 0, "clauses": [
                      {"attribute": "email", "op": "matches", "values": ["(?=x)"]}]}]}},
                 "segments": {"big": {"unbounded": true}}}""");
        assertThat(imported.flags()).isEmpty();
        assertThat(imported.remarks())
                .filteredOn(remark -> remark.severity() == Remark.Severity.REFUSED)
                .extracting(Remark::pointer)
                .containsExactlyInAnyOrder(
                        "/segments/big/unbounded",
                        "/flags/c/fallthrough/variation",
                        "/flags/a",
                        "/flags/b",
                        "/flags/d");
    }

    @Test
    void keysGetSmallLettersAndTheImportSaysSo() throws IOException {
        Imported imported = read("""
                {"flags": {
                  "newCheckout": {"on": false, "offVariation": 0, "variations": ["x", 1]},
                  "newcheckout": {"on": false, "offVariation": 0, "variations": ["x"]}}}""");
        assertThat(imported.flags()).containsOnlyKeys("newcheckout");
        assertThat(flag(imported, "newcheckout").variants()).containsEntry("v1", Map.of("value", 1d));
        assertThat(imported.remarks())
                .extracting(Remark::severity)
                .containsExactly(
                        Remark.Severity.DIFFERS,
                        Remark.Severity.DIFFERS,
                        Remark.Severity.DIFFERS,
                        Remark.Severity.REFUSED);
    }

    private static Imported read(String document) throws IOException {
        return LaunchDarklyImport.read(Json.parse(document));
    }

    private static FlagSpec flag(Imported imported, String key) {
        return Objects.requireNonNull(imported.flags().get(key), () -> imported.remarks() + "");
    }
}
