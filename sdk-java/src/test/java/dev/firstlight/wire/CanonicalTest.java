package dev.firstlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.SharedVectors;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanonicalTest {

    @Test
    void writesTheCanonicalForm() throws IOException {
        for (JsonNode each : SharedVectors.own("canonical.json").get("canonical")) {
            assertThat(Canonical.text(Json.parse(each.get("json").asText())))
                    .as(each.get("name").asText())
                    .isEqualTo(each.get("canonical").asText());
        }
    }

    @Test
    void digestsRulesets() throws IOException {
        for (JsonNode each : SharedVectors.own("canonical.json").get("digest")) {
            assertThat(Canonical.digest(each.get("ruleset")))
                    .as(each.get("name").asText())
                    .isEqualTo(each.get("digest").asText());
        }
    }

    @Test
    void numbersReadBackAsTheSameDouble() {
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number) && number != 0) {
                assertThat(Double.parseDouble(EcmaScriptNumber.text(number))).isEqualTo(number);
            }
        }
    }
}
