package dev.firstlight.server.release;

import dev.firstlight.server.policy.Frozen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people, CI and the calendar say about leaving a stage, or beginning.
 *
 * @param frozen the freeze that holds, null for none
 * @param approvals how many people agreed to leave the present stage
 * @param checks the last state of each CI check that was reported
 * @param older the id of the release that this one has to wait for, null for none
 * @param undeployed the deployment that the regions to come wait for, null for none
 */
record Signs(
        @Nullable Frozen frozen,
        int approvals,
        Map<String, CheckState> checks,
        @Nullable String older,
        @Nullable Undeployed undeployed) {

    /** Nobody said anything. */
    static final Signs NONE = new Signs(null, 0, Map.of(), null, null);

    /** The same while this freeze holds. */
    Signs in(@Nullable Frozen freeze) {
        return new Signs(freeze, approvals, checks, older, undeployed);
    }

    boolean succeeded(String check) {
        return checks.get(check) == CheckState.SUCCESS;
    }
}
