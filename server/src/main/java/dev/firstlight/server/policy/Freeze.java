package dev.firstlight.server.policy;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A time in which an environment must not be edited.
 *
 * @param window when
 */
record Freeze(String id, String name, Window window) {

    /** The one that holds at an instant, of several the one that lasts longest; null for none. */
    static @Nullable Frozen at(Collection<Freeze> freezes, Instant at) {
        Frozen longest = null;
        for (Freeze freeze : freezes) {
            Instant end = freeze.window.endAfter(at);
            if (end != null && (longest == null || end.isAfter(longest.until()))) {
                longest = new Frozen(freeze.name, end);
            }
        }
        return longest;
    }

    /** When next one of them begins or ends after an instant; null for never. */
    static @Nullable Instant nextTurn(Collection<Freeze> freezes, Instant after) {
        return freezes.stream()
                .flatMap(freeze -> Stream.of(
                        Optional.ofNullable(freeze.window.endAfter(after)),
                        Optional.ofNullable(freeze.window.startAfter(after))))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
