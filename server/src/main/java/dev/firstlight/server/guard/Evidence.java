package dev.firstlight.server.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one guard.
 *
 * @param stale the source has gone silent: the counters are not wrong, but nobody knows what happens now
 * @param control the control beside its own day; null where that is not known
 * @param spillover reached regions beside those not yet reached; null where that is not known
 */
public record Evidence(
        Guard guard,
        Measured measured,
        boolean stale,
        @Nullable ControlDay control,
        @Nullable Spillover spillover) {

    /** Where other regions are not known. */
    public Evidence(Guard guard, Measured measured, boolean stale, @Nullable ControlDay control) {
        this(guard, measured, stale, control, null);
    }

    /** Units with the event, without restarts. */
    public Evidence(Guard guard, List<Stratum> strata, boolean stale) {
        this(guard, new Counted(strata, LateOnset.NEVER), stale, null);
    }

    /** Whether both arms have units. */
    boolean compares() {
        boolean treated = false;
        boolean untreated = false;
        for (Stratum s : measured.strata()) {
            treated |= s.treatment().units() > 0;
            untreated |= s.control().units() > 0;
        }
        return treated && untreated;
    }

    /** Whether it takes part in the evidence that is shared out among guards. */
    boolean counts() {
        return guard.hard() && !(measured instanceof Told);
    }

    boolean spills() {
        return spillover != null && spillover.suspicious();
    }

    boolean unhealthy() {
        return control != null && control.unhealthy();
    }
}
