package dev.firstlight.server.guard;

/** Foretells how long a verdict will take. */
final class Outlook {
    private static final double LN_PASS_AT = Math.log(20);

    private Outlook() {}

    /**
     * About how many more units must have the event until a guard passes, if the treatment is as good as the control:
     * what is missing, divided by what each event is expected to add. Negative where nothing can be foretold.
     */
    static long eventsToPass(Judgement j) {
        double units = 0;
        double treated = 0;
        for (Stratum s : j.strata()) {
            double n = s.treatment().units() + s.control().units();
            units += n;
            treated += n * s.share();
        }
        double share = units == 0 ? 0 : treated / units;
        double limit = 1 + j.guard().margin();
        if (share <= 0 || share >= 1 || limit <= 1) {
            return -1;
        }
        double worse = share * limit / (1 - share + share * limit);
        double perEvent = share * Math.log(share / worse) + (1 - share) * Math.log((1 - share) / (1 - worse));
        return (long) Math.ceil(Math.max(1, LN_PASS_AT + 1 - j.lnPass()) / perEvent);
    }
}
