package dev.firstlight.server.guard;

import java.util.List;

/** Says in words what the numbers of a guard are. */
public final class GuardSentence {
    private GuardSentence() {}

    /**
     * The comparison alone, to be built into a sentence: "error rate 6.1 % against 1.0 % in control, +5.1 pp
     * (99 % CI +3.9 … +6.4), limit +1.0 pp, after 812 and 2,431 units".
     */
    public static String comparison(Guard guard, List<Stratum> strata) {
        Comparison c = Comparison.of(guard, strata);
        Rates rates = c.rates();
        int decimals = Figures.decimals(rates.treatmentRate(), rates.controlRate());
        return "%s %s against %s in control, %s pp%s, limit %s pp, after %s and %s units"
                .formatted(
                        guard.name(),
                        Figures.rate(rates.treatmentRate(), decimals),
                        Figures.rate(rates.controlRate(), decimals),
                        Figures.points(rates.difference(), decimals),
                        interval(c.difference(), decimals),
                        Figures.points(c.limit(), decimals),
                        Figures.whole(rates.treatment().units()),
                        Figures.whole(rates.control().units()));
    }

    /** The verdict and its reason. */
    public static String of(Judgement j) {
        Guard guard = j.guard();
        String all = comparison(guard, j.strata());
        String where = comparison(guard, j.scope());
        String evidence = "evidence " + Figures.times(j.lnFail()) + " (" + limit(j) + ")";
        return switch (j.verdict()) {
            case NO_DATA -> "No data on " + guard.name() + ": " + missing(Rates.of(j.strata())) + ".";
            case FAIL -> "Failed: " + where + "; " + evidence + ".";
            case HOLD ->
                "Held: "
                        + (j.unbalanced()
                                ? "units do not arrive in the planned proportion, so the arms cannot be compared; "
                                        + all
                                : j.cause() == Cause.ENVIRONMENT
                                        ? "the environment is unhealthy, the control too is far above its own day; "
                                                + all
                                        : where)
                        + "; " + evidence + ".";
            case PASS ->
                "Passed: " + all + "; evidence of being within the limit " + Figures.times(j.lnPass())
                        + " (passes at 20×).";
            case UNDECIDED -> "Undecided: " + all + "; " + evidence + outlook(j) + ".";
        };
    }

    private static String limit(Judgement j) {
        return j.guard().hard()
                ? "rolls back at " + Figures.times(Math.log(j.rollbackAt()))
                : "holds at " + Figures.times(Math.log(j.holdAt()));
    }

    private static String interval(Interval difference, int decimals) {
        Double low = difference.low();
        Double high = difference.high();
        return low == null || high == null
                ? ""
                : " (99 % CI " + Figures.points(low, decimals) + " … " + Figures.points(high, decimals) + ")";
    }

    private static String missing(Rates rates) {
        if (rates.treatment().units() > 0 && rates.control().units() > 0) {
            return "no instance has reported lately";
        }
        return "%s units of the treatment and %s of the control measured"
                .formatted(
                        Figures.whole(rates.treatment().units()),
                        Figures.whole(rates.control().units()));
    }

    private static String outlook(Judgement j) {
        long events = Outlook.eventsToPass(j);
        return events < 0
                ? ""
                : "; if both arms are alike it passes after about " + Figures.whole(events)
                        + " more units with the event";
    }
}
