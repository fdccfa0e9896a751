package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.Problem;
import dev.firstlight.server.exchange.KeyName;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.server.exchange.Variants;
import java.util.ArrayList;
import java.util.List;

/**
 * What prerequisites become. One that can never hold, since its flag or variation does not exist, leaves its flag at the
 * off variation for everybody; here such a flag is disabled, for what does not exist cannot be named.
 */
final class Prerequisites {

    /**
     * The prerequisites of a flag.
     *
     * @param never whether one of them can never hold
     */
    record Found(List<Prerequisite> prerequisites, boolean never) {
        boolean any() {
            return never || !prerequisites.isEmpty();
        }
    }

    private final JsonNode flags;

    Prerequisites(JsonNode flags) {
        this.flags = flags;
    }

    Found of(JsonNode flag, String pointer, Remarks remarks) {
        List<Prerequisite> found = new ArrayList<>();
        boolean never = false;
        JsonNode all = flag.path("prerequisites");
        for (int i = 0; i < all.size(); i++) {
            String at = Problem.at(pointer + "/prerequisites", i);
            String key = all.get(i).path("key").asText();
            JsonNode variation = all.get(i).path("variation");
            if (!exists(key, variation)) {
                never = true;
                remarks.differs(
                        at,
                        "Flag '" + key + "' has no variation " + variation.asText()
                                + " in the document, so LaunchDarkly serves everybody the off variation; the flag is "
                                + "imported disabled.");
            } else if (neverHolds(key)
                    && variation.intValue()
                            == flags.path(key).path("offVariation").asInt(-1)) {
                remarks.differs(
                        at,
                        "Flag '" + key + "' serves its off variation to everybody there and is disabled here; as that "
                                + "satisfies the prerequisite there, it is left out.");
            } else {
                found.add(new Prerequisite(KeyName.of(key), List.of(Variants.name(variation.intValue()))));
            }
        }
        return new Found(found, never);
    }

    private boolean exists(String key, JsonNode variation) {
        JsonNode flag = flags.path(key);
        return flag.isObject()
                && !flag.path("deleted").asBoolean()
                && variation.isIntegralNumber()
                && variation.intValue() >= 0
                && variation.intValue() < flag.path("variations").size();
    }

    /** Whether a flag that is on is imported disabled, for its prerequisites. */
    private boolean neverHolds(String key) {
        JsonNode flag = flags.path(key);
        if (!flag.path("on").asBoolean()) {
            return false;
        }
        for (JsonNode each : flag.path("prerequisites")) {
            if (!exists(each.path("key").asText(), each.path("variation"))) {
                return true;
            }
        }
        return false;
    }
}
