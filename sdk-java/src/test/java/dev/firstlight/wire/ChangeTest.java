package dev.firstlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.SharedVectors;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ChangeTest {

    @Test
    void isAppliedWholeOrNotAtAll() throws IOException {
        for (JsonNode each : SharedVectors.own("changes.json")) {
            String name = each.get("name").asText();
            ObjectNode ruleset = (ObjectNode) each.get("ruleset");
            JsonNode before = ruleset.deepCopy();
            ChangeJson.Applied applied = ChangeJson.apply(ruleset, each.get("change"));
            assertThat(applied.outcome().name())
                    .as(name)
                    .isEqualTo(each.get("outcome").asText());
            assertThat(applied.ruleset()).as(name).isEqualTo(each.get("after"));
            assertThat(ruleset).as(name).isEqualTo(before);
        }
    }
}
