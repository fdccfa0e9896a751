package dev.firstlight.server.plan;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan: regions × percentage, added to what earlier stages gave.
 *
 * @param regions regions and region groups; null is all of the project's regions
 * @param percent the share of units that get the treatment
 * @param parallel begins together with the stage before it; what follows waits for both
 * @param warmUp how long units that arrive are left out of the comparison
 * @param bake how long it must run, confirmed and with data, before the next stage
 */
public record Stage(
        String name,
        @Nullable List<String> regions,
        double percent,
        boolean parallel,
        Duration warmUp,
        Duration bake,
        Gates gates,
        Patience patience) {

    /** Both at once, until all that either of them asks for holds; the regions stay those of this one. */
    Stage and(Stage other) {
        return new Stage(
                name + " + " + other.name,
                regions,
                percent,
                parallel,
                longer(warmUp, other.warmUp),
                longer(bake, other.bake),
                gates.and(other.gates),
                patience.and(other.patience));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
