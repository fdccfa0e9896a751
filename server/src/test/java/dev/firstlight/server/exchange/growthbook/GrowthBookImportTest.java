package dev.firstlight.server.exchange.growthbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Hash;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.Range;
import dev.firstlight.core.Serve;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.exchange.Equivalence;
import dev.firstlight.server.exchange.Imported;
import dev.firstlight.server.exchange.Remark;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a person sees of an import: names, splits, and what is said about the rest. */
class GrowthBookImportTest {

    @Test
    void anExperimentKeepsItsBuckets() throws IOException {
        FlagSpec flag = flag(read("""
                {"features": {"checkout": {"defaultValue": false, "rules": [
                  {"id": "r1", "key": "exp", "variations": [false, true], "coverage": 1, "hashVersion": 2}]}}}"""), "checkout");
        assertThat(flag.type()).isEqualTo(ValueType.BOOLEAN);
        assertThat(flag.variants()).isEqualTo(Map.of("v0", false, "v1", true));
        assertThat(flag.offVariant()).isEqualTo("v0");
        assertThat(flag.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.id()).isEqualTo("r1");
            assertThat(rule.serve())
                    .isEqualTo(new Serve.Split(
                            "targetingKey",
                            new Hash("growthbook-2", 0, Hash.PERCENT),
                            "exp",
                            List.of(),
                            List.of(new Range(50_000, "v0"), new Range(100_000, "v1"))));
        });
    }

    /** 0.29 × 1000 is less than 290 for a computer, and 0.57 × 1000 less than 570; a boundary is still where it was. */
    @Test
    void noBoundaryIsRounded() throws IOException {
        Placement share = Placement.of("f", Json.parse("{\"force\": true, \"range\": [0.29, 0.57]}"));
        assertThat(share.runs())
                .containsExactly(
                        new Placement.Run(0, 29_000, -1),
                        new Placement.Run(29_000, 57_000, 0),
                        new Placement.Run(57_000, 100_000, -1));
        Placement coverage = Placement.of("f", Json.parse("{\"force\": true, \"coverage\": 0.29}"));
        assertThat(coverage.runs()).first().isEqualTo(new Placement.Run(0, 29_100, 0));
    }

    @Test
    void aPrerequisiteIsOneHereToo() throws IOException {
        Imported imported = read("""
                {"features": {
                  "parent": {"defaultValue": "off", "rules": [{"condition": {"plan": "pro"}, "force": "on"}]},
                  "child": {"defaultValue": true, "rules": [
                    {"parentConditions": [{"id": "parent", "condition": {"value": "on"}, "gate": true}]}]}}}""");
        assertThat(flag(imported, "child").prerequisites()).containsExactly(new Prerequisite("parent", List.of("v1")));
        assertThat(flag(imported, "child").rules()).isEmpty();
        assertThat(imported.remarks())
                .filteredOn(remark -> "child".equals(remark.flag()))
                .singleElement()
                .satisfies(remark -> {
                    assertThat(remark.severity()).isEqualTo(Remark.Severity.DIFFERS);
                    assertThat(remark.pointer()).isEqualTo("/features/child/rules/0/parentConditions/0");
                });
    }

    @Test
    void whatCannotBeSaidIsRefusedAndSoIsWhatLeansOnIt() throws IOException {
        Imported imported = read("""
                {"features": {
                  "sized": {"defaultValue": 1, "rules": [{"condition": {"tags": {"$size": 2}}, "force": 2}]},
                  "child": {"defaultValue": 1, "rules": [
                    {"parentConditions": [{"id": "sized", "condition": {"value": 2}}], "force": 3}]},
                  "loop": {"defaultValue": 1, "rules": [
                    {"parentConditions": [{"id": "loop", "condition": {"value": 2}}], "force": 3}]},
                  "text": {"defaultValue": 1, "rules": [{"condition": {"since": {"$gt": "2024-01-01"}}, "force": 2}]},
                  "none": {"rules": []},
                  "null": {"defaultValue": 1, "rules": [{"force": null}]}}}""");
        assertThat(imported.flags()).isEmpty();
        assertThat(imported.remarks())
                .filteredOn(remark -> remark.severity() == Remark.Severity.REFUSED)
                .extracting(Remark::flag)
                .containsExactlyInAnyOrder("sized", "child", "loop", "text", "none", "null");
    }

    @Test
    void encryptedFeaturesAreRefusedAsAWhole() throws IOException {
        assertThat(read("{\"encryptedFeatures\": \"abc.def\"}").remarks())
                .extracting(Remark::severity)
                .containsExactly(Remark.Severity.REFUSED);
    }

    @Test
    void drawnContextsAnswerAsTheyDid() throws IOException {
        JsonNode document = Json.parse("""
                {"savedGroups": {"staff": ["unit-1", "ann"]},
                 "features": {
                  "checkout": {"defaultValue": "old", "rules": [
                    {"condition": {"id": {"$inGroup": "staff"}}, "force": "new"},
                    {"condition": {"company.size": {"$gte": 50}, "$or": [{"plan": "pro"}, {"beta": true}]},
                      "hashAttribute": "company.id", "coverage": 0.31, "force": "new"},
                    {"key": "exp", "variations": ["old", "new"], "weights": [0.3, 0.7], "coverage": 0.57,
                      "namespace": ["shop", 0, 0.63]}]},
                  "banner": {"defaultValue": false, "rules": [
                    {"parentConditions": [{"id": "checkout", "condition": {"value": "new"}}], "force": true}]}}}""");
        Equivalence equivalence = Equivalence.of(GrowthBook.read(document), 5_000, 1);
        assertThat(equivalence.compared()).isEqualTo(10_000);
        assertThat(equivalence.differences()).isEmpty();
    }

    private static Imported read(String document) throws IOException {
        return GrowthBookImport.read(Json.parse(document));
    }

    private static FlagSpec flag(Imported imported, String key) {
        return Objects.requireNonNull(imported.flags().get(key), () -> imported.remarks() + "");
    }
}
