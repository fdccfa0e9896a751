package dev.firstlight.server.exchange.unleash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.exchange.Equivalence;
import dev.firstlight.server.exchange.Foreign;
import dev.firstlight.server.exchange.Imported;
import dev.firstlight.server.exchange.Remark;
import dev.firstlight.server.exchange.Source;
import dev.firstlight.server.exchange.Vectors;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnleashImportTest {

    private static final int DOCUMENTS = 600;
    private static final int CONTEXTS = 40;

    @Test
    void importedFlagsAnswerAsUnleashDoes() {
        int compared = 0;
        int flags = 0;
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            RandomFeatures random = new RandomFeatures(seed);
            ObjectNode document = random.document();
            Source source = Unleash.read(document);
            flags += source.imported().flags().size();
            Ruleset ruleset = Vectors.ruleset(source.imported());
            for (int i = 0; i < CONTEXTS; i++) {
                ObjectNode context = random.context();
                for (String flag : source.imported().flags().keySet()) {
                    Foreign.Answer answer = source.foreign().evaluate(flag, context);
                    if (answer != Foreign.Answer.LOTS) {
                        assertThat(Evaluator.evaluate(
                                                ruleset, flag, source.foreign().context(context), null)
                                        .variant())
                                .as(() -> "document " + document + "\nflag " + flag + "\ncontext " + context)
                                .isEqualTo(answer.variant());
                        compared++;
                    }
                }
            }
        }
        assertThat(flags).isGreaterThan(DOCUMENTS * 3);
        assertThat(compared).isGreaterThan(DOCUMENTS * CONTEXTS * 3);
    }

    private static final String DOCUMENT = """
            {"version": 2, "features": [
              {"name": "Checkout", "enabled": true, "strategies": [{"name": "flexibleRollout", "title": "a third",
                "constraints": [{"contextName": "level", "operator": "NUM_GTE", "value": "5"}], "segments": [7],
                "parameters": {"rollout": "33", "stickiness": "default", "groupId": "checkout"},
                "variants": [{"name": "blue", "weight": 500, "payload": {"type": "string", "value": "b"}},
                             {"name": "red", "weight": 500}]}]},
              {"name": "plain", "enabled": true, "strategies": [{"name": "default", "parameters": {}}],
               "dependencies": [{"feature": "Checkout", "variants": ["blue"]}]},
              {"name": "lottery", "enabled": true,
               "strategies": [{"name": "gradualRolloutRandom", "parameters": {"percentage": "50"}}]}],
             "segments": [{"id": 7, "name": "New Zealand",
               "constraints": [{"contextName": "region", "operator": "IN", "values": ["nz"]}]}]}""";

    @Test
    void aFeatureWithVariantsIsAnObjectAndOneWithoutABoolean() throws IOException {
        Imported imported = Unleash.read(Json.parse(DOCUMENT)).imported();
        FlagSpec checkout = flag(imported, "checkout");
        assertThat(checkout.type()).isEqualTo(ValueType.OBJECT);
        assertThat(checkout.variants())
                .containsEntry("off", Map.of("enabled", false))
                .containsEntry("red", Map.of("enabled", true, "variant", "red"));
        assertThat(checkout.rules().get(0).note()).isEqualTo("a third");
        assertThat(flag(imported, "plain").type()).isEqualTo(ValueType.BOOLEAN);
        assertThat(flag(imported, "plain").prerequisites().get(0).variants()).containsExactly("blue");
        assertThat(imported.segments()).containsOnlyKeys("segment-7");
    }

    private static FlagSpec flag(Imported imported, String key) {
        return java.util.Objects.requireNonNull(imported.flags().get(key));
    }

    @Test
    void whatDrawsLotsIsRefusedOrSaid() throws IOException {
        Source source = Unleash.read(Json.parse(DOCUMENT));
        assertThat(source.imported().remarks())
                .anyMatch(remark -> remark.severity() == Remark.Severity.REFUSED
                        && "lottery".equals(remark.flag())
                        && remark.sentence().contains("lots"))
                .anyMatch(remark -> remark.severity() == Remark.Severity.DIFFERS
                        && remark.pointer().equals("/features/0/strategies/0/parameters/stickiness"))
                .anyMatch(remark -> remark.sentence().contains("'level' is compared as a number"));
        Equivalence report = Equivalence.of(source, 20_000, 1);
        assertThat(report.identical()).isEqualTo(report.compared()).isGreaterThan(30_000);
        assertThat(report.lots()).isPositive();
        assertThat(report.sentence()).contains("lots are drawn for");
    }

    @Test
    void eventsLeadToTheSame() throws IOException {
        JsonNode events = Json.parse("""
                {"events": [
                  {"eventId": 1, "type": "hydration", "features": [{"name": "a", "enabled": true, "strategies": []},
                    {"name": "b", "enabled": true, "strategies": []}], "segments": []},
                  {"eventId": 2, "type": "feature-updated", "feature": {"name": "a", "enabled": false, "strategies": []}},
                  {"eventId": 3, "type": "feature-removed", "featureName": "b", "project": "default"}]}""");
        Imported imported = Unleash.read(events).imported();
        assertThat(imported.flags()).containsOnlyKeys("a");
        assertThat(flag(imported, "a").enabled()).isFalse();
    }
}
