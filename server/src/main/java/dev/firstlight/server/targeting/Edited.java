package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.Difference;

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
            view.set("differences", Difference.json(FlagDifference.between(before.spec(), after.spec())));
        }
        return view;
    }
}
