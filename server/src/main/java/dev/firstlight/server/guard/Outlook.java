package dev.firstlight.server.guard;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Foretells how long a verdict will take: what is missing, divided by what each event is expected to add. */
final class Outlook {
    private static final double LN_PASS_AT = Math.log(20);
    // What a mixture pays for not knowing the ratio.
    private static final double MIXING = 1;

    private Outlook() {}

    /**
     * About how many more units must have the event until a guard passes, if the treatment is as good as the control.
     * Negative where nothing can be foretold.
     */
    static long eventsToPass(Judgement j) {
        double units = 0;
        double treated = 0;
        for (Stratum s : j.strata()) {
            double n = s.treatment().units() + s.control().units();
            units += n;
            treated += n * s.share();
        }
        return eventsToPass(j.guard(), units == 0 ? 0 : treated / units, j.lnPass());
    }

    /**
     * The same by the treatment's share of the units.
     *
     * @param lnPass ln of the evidence that there is already, 0 at the beginning
     */
    static long eventsToPass(Guard guard, double share, double lnPass) {
        double limit = guard.worse().limit(guard.margin());
        if (share <= 0 || share >= 1 || limit == 1) {
            return -1;
        }
        double perEvent = divergence(share, shareOfEvents(share, limit));
        return (long) Math.ceil(Math.max(1, LN_PASS_AT + MIXING - lnPass) / perEvent);
    }

    /**
     * About how many units must have the event until a guard alone takes the release back.
     *
     * @param share the treatment's share of units, above 0 and below 1
     * @param ratio of the treatment's rate to the control's, positive and not 1
     * @param evidence at which it is taken back, above 1
     */
    static long eventsToFail(double share, double ratio, double evidence) {
        return (long) Math.ceil((Math.log(evidence) + MIXING) / divergence(shareOfEvents(share, ratio), share));
    }

    /**
     * How long so many events take, if they keep coming.
     *
     * @param events still missing; negative where that is not known
     * @param seen how many there were
     * @param watched in how long, positive
     */
    static @Nullable Duration wait(long events, long seen, Duration watched) {
        return events < 0 || seen <= 0 ? null : Duration.ofMillis((long) ((double) watched.toMillis() * events / seen));
    }

    /** The share of the events that are treated ones, at a ratio of rates. */
    private static double shareOfEvents(double share, double ratio) {
        return share * ratio / (1 - share + share * ratio);
    }

    /** Kullback and Leibler's divergence of one share from another: what an event adds to the evidence, on average. */
    private static double divergence(double truth, double other) {
        return truth * Math.log(truth / other) + (1 - truth) * Math.log((1 - truth) / (1 - other));
    }
}
