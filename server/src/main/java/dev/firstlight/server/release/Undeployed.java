package dev.firstlight.server.release;

import java.util.Set;

/**
 * A deployment that a release still waits for.
 *
 * @param regions where it was not reported yet, not empty
 */
record Undeployed(StartOn on, Set<String> regions) {

    /** "checkout 1.4.2 is not in au, eu yet". */
    String words() {
        return on.what() + " is not in " + String.join(", ", regions) + " yet";
    }
}
