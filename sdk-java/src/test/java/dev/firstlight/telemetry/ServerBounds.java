package dev.firstlight.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** What the server refuses of a batch of telemetry, said a second time: it answers 400, 413 or 422 to what breaks one of these. */
final class ServerBounds {

    private static final int BODY = 1 << 20;

    private ServerBounds() {}

    static void check(JsonNode batch) {
        assertThat(batch.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(BODY);
        key(batch.get("instance"));
        key(batch.at("/sdk/name"));
        key(batch.at("/sdk/version"));
        optional(batch.path("region"), 64);
        list(batch, "evaluations", 5_000).forEach(each -> {
            key(each.get("flag"));
            key(each.get("reason"));
            optional(each.get("variant"), 64);
            assertThat(each.get("count").asLong()).isBetween(1L, 1_000_000_000L);
        });
        list(batch, "exposures", 1_000).forEach(each -> {
            key(each.get("release"));
            key(each.get("region"));
            assertThat(each.get("stage").asInt()).isBetween(0, 1_000);
            assertThat(each.get("arm").asText()).isIn("treatment", "control");
            units(each);
        });
        list(batch, "outcomes", 1_000).forEach(ServerBounds::outcomes);
        list(batch, "unsupported", 100).forEach(each -> {
            key(each.get("flag"));
            optional(each.get("detail"), 256);
        });
        list(batch, "capabilities", 200).forEach(each -> optional(each, 64));
        list(batch, "contexts", 200).forEach(ServerBounds::context);
    }

    private static void outcomes(JsonNode group) {
        key(group.get("release"));
        key(group.get("metric"));
        int units = units(group);
        if (group.has("values")) {
            assertThat(group.get("values")).hasSize(units).allSatisfy(value -> assertThat(value.asDouble())
                    .isBetween(-1e15, 1e15));
        }
        if (group.has("counts")) {
            assertThat(group.get("counts")).hasSize(units).allSatisfy(count -> assertThat(count.asLong())
                    .isBetween(1L, 1_000_000_000L));
        }
    }

    private static int units(JsonNode group) {
        JsonNode units = group.get("units");
        assertThat(units).hasSizeBetween(1, 50_000).allSatisfy(unit -> assertThat(unit.asText())
                .matches("[0-9a-f]{16}"));
        return units.size();
    }

    private static void context(JsonNode context) {
        assertThat(context.get("unit").asText()).matches("[0-9a-f]{16}");
        optional(context.path("region"), 64);
        for (String kind : new String[] {"clear", "hashed"}) {
            assertThat(context.path(kind)).hasSizeLessThanOrEqualTo(50);
            context.path(kind).fieldNames().forEachRemaining(name -> text(name, 100));
        }
        assertThat(context.path("withheld")).hasSizeLessThanOrEqualTo(60);
        context.path("withheld").forEach(name -> text(name.asText(), 100));
    }

    private static JsonNode list(JsonNode batch, String name, int most) {
        assertThat(batch.path(name)).as(name).hasSizeLessThanOrEqualTo(most);
        return batch.path(name);
    }

    private static void key(JsonNode node) {
        assertThat(node.asText().trim()).isNotEmpty();
        text(node.asText(), 64);
    }

    private static void optional(JsonNode node, int longest) {
        if (!node.isMissingNode() && !node.isNull()) {
            text(node.asText(), longest);
        }
    }

    private static void text(String text, int longest) {
        assertThat(text).hasSizeLessThanOrEqualTo(longest).doesNotContain("\0");
    }
}
