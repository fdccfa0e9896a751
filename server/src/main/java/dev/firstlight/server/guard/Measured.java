package dev.firstlight.server.guard;

import java.util.List;

/** What was measured of one metric in both arms. What the evidence is depends on its kind; what a verdict is does not. */
public sealed interface Measured permits Counted, Timed, Averaged, Told {

    /** What kind of evidence it gives, as people are told. */
    String word();

    /** Units by stratum; their events are those that people are shown. Empty where nothing was measured. */
    List<Stratum> strata();

    /**
     * The counters that the evidence restarts from, as {@link LateOnset} does: one list for units with an event, three
     * for latency, and none for what does not restart.
     */
    List<List<Stratum>> layers();

    /** Evidence that the treatment is worse, by scope. */
    Ledger failing(Worse worse);

    /** ln of the evidence that the treatment is not worse by the margin, all regions pooled. */
    double lnPassing(Worse worse, double margin);

    /** Whether enough distinct units bear the harm out, whatever the evidence says. */
    boolean borneOut(Worse worse);
}
