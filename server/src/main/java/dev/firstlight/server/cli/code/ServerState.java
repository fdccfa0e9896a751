package dev.firstlight.server.cli.code;

import java.util.Map;
import java.util.Set;

/**
 * A project as a server has it.
 *
 * @param exists whether there is such a project
 * @param flags versions of flags, by key
 * @param targetings versions of what flags do, by {@link #at}
 * @param segments versions of segments, by {@link #at}
 * @param released what a release moves, by {@link #at}: the default is the release's then
 * @param archived flags that have been put away, which hold their keys
 */
record ServerState(
        boolean exists,
        Code code,
        Map<String, Long> flags,
        Map<String, Long> targetings,
        Map<String, Long> segments,
        Set<String> released,
        Set<String> archived) {

    /** A name for something in an environment. */
    static String at(String environment, String key) {
        return environment + "/" + key;
    }
}
