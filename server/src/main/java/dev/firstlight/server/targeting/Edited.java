package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import java.util.List;

/** A flag before and after an edit. */
record Edited(String flag, Held before, Held after) {

    /** The flag as it then is, the share of units that move, and, where it is wanted, what differs. */
    ObjectNode view(Options options) {
        ObjectNode view = after.view();
        if (options.dryRun()) {
            view.put("dryRun", true);
        }
        ObjectNode moved = view.putObject("moved");
        MovedShare.of(before.spec(), after.spec()).forEach(moved::put);
        if (options.explained()) {
            view.set("differences", differences(FlagDifference.between(before.spec(), after.spec())));
        }
        return view;
    }

    static ArrayNode differences(List<Difference> differences) {
        ArrayNode list = Json.object().arrayNode();
        for (Difference one : differences) {
            ObjectNode node = list.addObject().put("kind", one.kind()).put("pointer", one.pointer());
            if (one.before() != null) {
                node.set("before", one.before());
            }
            if (one.after() != null) {
                node.set("after", one.after());
            }
            node.put("sentence", one.sentence());
        }
        return list;
    }
}
