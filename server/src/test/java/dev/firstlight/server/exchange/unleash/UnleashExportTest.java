package dev.firstlight.server.exchange.unleash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.server.exchange.Exported;
import dev.firstlight.server.exchange.Foreign;
import dev.firstlight.server.exchange.Remark;
import dev.firstlight.server.exchange.Source;
import dev.firstlight.server.exchange.Vectors;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UnleashExportTest {

    private static final int DOCUMENTS = 600;
    private static final int CONTEXTS = 40;

    @Test
    void whatWasImportedGoesBackAndStaysTheSame() {
        long flags = 0;
        long back = 0;
        long compared = 0;
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            RandomFeatures random = new RandomFeatures(seed);
            Source source = Unleash.read(random.document());
            Ruleset ruleset = Vectors.ruleset(source.imported());
            ObjectNode document = UnleashExport.of(ruleset.spec()).document();
            Source again = Unleash.read(document);
            flags += ruleset.flagKeys().size();
            back += again.names().size();
            Ruleset imported = Vectors.ruleset(again.imported());
            for (int i = 0; i < CONTEXTS; i++) {
                ObjectNode context = random.context();
                compared += compare(ruleset, source.foreign().context(context), again, context);
                compared += compare(imported, again.foreign().context(context), again, context);
            }
        }
        assertThat(back * 100 / flags).as("%d of %d", back, flags).isGreaterThan(70);
        assertThat(compared).isGreaterThan(DOCUMENTS * CONTEXTS * 2);
    }

    @Test
    void ourFlagsAnswerTheSameByUnleashsRules() {
        long flags = 0;
        long compared = 0;
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            RandomTexts random = new RandomTexts(seed);
            RulesetSpec spec = random.ruleset();
            ObjectNode document = UnleashExport.of(spec).document();
            flags += document.path("features").size();
            Source source = Unleash.read(document);
            Ruleset ruleset = Ruleset.compile(spec);
            for (int i = 0; i < CONTEXTS; i++) {
                ObjectNode context = random.context();
                compared += compare(ruleset, source.foreign().context(context), source, context);
            }
        }
        assertThat(flags).isGreaterThan(DOCUMENTS * 3);
        assertThat(compared).isGreaterThan(DOCUMENTS * CONTEXTS * 2);
    }

    private static int compare(Ruleset ruleset, Context context, Source source, ObjectNode foreignContext) {
        int compared = 0;
        for (Map.Entry<String, String> name : source.names().entrySet()) {
            FlagSpec flag = ruleset.flag(name.getKey());
            Foreign.Answer answer = source.foreign().evaluate(name.getValue(), foreignContext);
            if (flag == null || answer == Foreign.Answer.LOTS) {
                continue;
            }
            String ours =
                    Evaluator.evaluate(ruleset, name.getKey(), context, null).variant();
            assertThat(said(Objects.requireNonNull(answer.value())))
                    .as(() -> "flag " + name + " " + flag + "\ncontext " + foreignContext)
                    .isEqualTo(said(new OutcomeExport(flag).of(Objects.requireNonNull(ours))));
            compared++;
        }
        return compared;
    }

    /** What an SDK tells of a feature. */
    private static List<Object> said(JsonNode value) {
        return value.isBoolean()
                ? List.of(value.asBoolean(), "", "")
                : List.of(
                        value.path("enabled").asBoolean(), value.path("variant").asText(), value.path("payload") + "");
    }

    private static List<Object> said(OutcomeExport.Outcome outcome) {
        ObjectNode value = Json.object().put("enabled", outcome.on());
        if (outcome.variant() != null) {
            value.set("variant", outcome.variant().path("name"));
            value.set("payload", outcome.variant().path("payload"));
        }
        return outcome.variant() == null ? List.of(outcome.on(), "", "") : said(value);
    }

    @Test
    void aFeatureIsWhatItWas() throws IOException {
        JsonNode given = Json.parse("""
                {"version": 2, "features": [
                  {"name": "Checkout", "type": "release", "project": "default", "enabled": true, "stale": false,
                   "impressionData": false, "strategies": [{"name": "flexibleRollout", "title": "a third",
                    "parameters": {"rollout": "33", "stickiness": "default", "groupId": "checkout"},
                    "constraints": [{"contextName": "level", "operator": "NUM_GTE", "value": "5"}], "segments": [7],
                    "variants": [
                     {"name": "blue", "weight": 500, "weightType": "variable", "stickiness": "default",
                      "payload": {"type": "string", "value": "b"}},
                     {"name": "red", "weight": 500, "weightType": "variable", "stickiness": "default"}]}],
                   "variants": []}],
                 "segments": [{"id": 7, "name": "segment-7",
                   "constraints": [{"contextName": "region", "operator": "IN", "values": ["nz"]}]}]}""");
        RulesetSpec spec = Vectors.ruleset(Unleash.read(given).imported()).spec();
        assertThat(UnleashExport.of(spec).document()).hasToString(given.toString());
    }

    @Test
    void whatUnleashCannotSayIsRefusedAndSaysWhere() throws IOException {
        assertThat(refused("""
                {"when": {"all": []}, "serve": {"split": {"by": "targetingKey",
                 "ranges": [{"to": 500, "variant": "on"}, {"to": 100000, "variant": "off"}]}}}""")).containsExactly("/flags/f/rules/0/serve/split");
        assertThat(refused("""
                {"when": {"attribute": "a", "op": "in", "values": ["x", ""]}, "serve": {"variant": "on"}}""")).containsExactly("/flags/f/rules/0/when");
        assertThat(refused("""
                {"when": {"attribute": "ip", "op": "cidr", "value": "10.0.0.0/8"}, "serve": {"variant": "on"}}""")).containsExactly("/flags/f/rules/0/when");
        assertThat(refused("""
                {"when": {"attribute": "userId", "op": "exists"}, "serve": {"variant": "on"}}""")).containsExactly("/flags/f/rules/0/when/attribute");
    }

    private static List<String> refused(String rule) throws IOException {
        ObjectNode flag = (ObjectNode) Json.parse("""
                {"type": "boolean", "variants": {"on": true, "off": false}, "salt": "s", "enabled": true,
                 "offVariant": "off", "default": {"variant": "off"}}""");
        flag.putArray("rules").add(((ObjectNode) Json.parse(rule)).put("id", "r"));
        Exported exported = UnleashExport.of(Vectors.ruleset(Map.of("f", flag), Json.object()));
        List<String> pointers = new ArrayList<>();
        exported.remarks().stream()
                .filter(remark -> remark.severity() == Remark.Severity.REFUSED)
                .forEach(remark -> pointers.add(remark.pointer()));
        return pointers;
    }
}
