package dev.firstlight.server.release;

import dev.firstlight.server.plan.SplitPlan;
import dev.firstlight.server.platform.Failure;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The deployment that a release follows: it enters no region before the version is there.
 *
 * @param regions the only regions in which the version is waited for, for a service that is not in all of them; null for
 *     all that the release reaches
 */
record StartOn(
        @NotNull
        @Size(max = 200)
        @Pattern(regexp = "[^\\s\\x00]+", message = "A service is named without spaces, e.g. checkout.")
        String service,

        @NotNull
        @Size(max = 200)
        @Pattern(regexp = "[^\\s\\x00]+", message = "A version is named without spaces, e.g. 1.4.2.")
        String version,

        @Nullable @Size(min = 1, max = 100) List<@NotNull String> regions) {

    /** A region that a release never reaches is a mistake in what it waits for. */
    static void requireReached(@Nullable StartOn on, SplitPlan split) {
        List<String> asked = on == null || on.regions == null ? List.of() : on.regions;
        for (int i = 0; i < asked.size(); i++) {
            if (split.firstStage(asked.get(i)) == null) {
                throw Failure.invalid(
                        "/startOn/regions/" + i,
                        "No stage reaches \"" + asked.get(i) + "\"; leave it out, or put it in a stage.");
            }
        }
    }

    /** Those of these regions in which the version is waited for. */
    Set<String> needed(Collection<String> reached) {
        Set<String> needed = new TreeSet<>(reached);
        if (regions != null) {
            needed.retainAll(regions);
        }
        return needed;
    }

    /** "checkout 1.4.2". */
    String what() {
        return service + " " + version;
    }
}
