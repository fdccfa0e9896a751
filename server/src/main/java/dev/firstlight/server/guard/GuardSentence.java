package dev.firstlight.server.guard;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** The same of all that a guard looked at, whatever its kind. */
    public static String comparison(Judgement j) {
        return comparison(j, j.strata());
    }

    /** The same of some of it. */
    public static String comparison(Judgement j, List<Stratum> scope) {
        Guard guard = j.guard();
        Measured measured = j.measured();
        if (measured instanceof Averaged averaged) {
            return means(guard, averaged.in(regions(scope)));
        }
        if (measured instanceof Timed timed) {
            Map.Entry<String, Counted> telling = timed.telling(guard.worse());
            Set<String> regions = regions(scope);
            Guard named = new Guard(
                    guard.metric(),
                    "units whose " + guard.name() + " is above the control's " + telling.getKey() + " percentile:",
                    guard.margin());
            return comparison(
                    named,
                    telling.getValue().strata().stream()
                            .filter(s -> regions.contains(s.region()))
                            .toList());
        }
        return measured instanceof Told told ? guard.name() + ": " + told.words() : comparison(guard, scope);
    }

    private static Set<String> regions(List<Stratum> scope) {
        return scope.stream().map(Stratum::region).collect(Collectors.toSet());
    }

    private static String means(Guard guard, Averaged averaged) {
        Comparison c = Comparison.of(guard, averaged);
        Rates rates = c.rates();
        double scale = Math.max(Math.abs(rates.treatmentRate()), Math.abs(rates.controlRate()));
        Double low = c.difference().low();
        Double high = c.difference().high();
        return "%s %s against %s in control, difference %s%s, limit %s, after %s and %s units"
                .formatted(
                        guard.name(),
                        Figures.mean(rates.treatmentRate(), scale),
                        Figures.mean(rates.controlRate(), scale),
                        Figures.mean(rates.difference(), scale),
                        low == null || high == null
                                ? ""
                                : " (99 % CI " + Figures.mean(low, scale) + " … " + Figures.mean(high, scale) + ")",
                        Figures.mean(c.limit(), scale),
                        Figures.whole(rates.treatment().units()),
                        Figures.whole(rates.control().units()));
    }

    /** The verdict and its reason. */
    public static String of(Judgement j) {
        Guard guard = j.guard();
        String all = comparison(j);
        if (j.measured() instanceof Told) {
            return told(j, all);
        }
        String where = comparison(j, j.scope());
        String evidence = "evidence " + Figures.times(j.lnFail()) + " (" + limit(j) + ")";
        return switch (j.verdict()) {
            case NO_DATA -> "No data on " + guard.name() + ": " + missing(Rates.of(j.strata())) + ".";
            case FAIL -> "Failed: " + where + "; " + evidence + ".";
            case HOLD ->
                "Held: "
                        + (j.unbalanced()
                                ? "units do not arrive in the planned proportion, so the arms cannot be compared; "
                                        + all
                                : reason(j, all, where))
                        + "; " + evidence + ".";
            case PASS ->
                "Passed: " + all + "; evidence of being within the limit " + Figures.times(j.lnPass())
                        + " (passes at 20×).";
            case UNDECIDED -> "Undecided: " + all + "; " + evidence + outlook(j) + ".";
        };
    }

    private static String reason(Judgement j, String all, String where) {
        return switch (j.cause()) {
            case ENVIRONMENT -> "the environment is unhealthy, the control too is far above its own day; " + all;
            case SPILLOVER ->
                "both arms got worse here than regions that are not reached yet, so the release may harm what both use; "
                        + all;
            default -> where;
        };
    }

    private static String told(Judgement j, String said) {
        return switch (j.verdict()) {
                    case FAIL -> "Failed: ";
                    case HOLD -> "Held: ";
                    case PASS -> "Passed: ";
                    case NO_DATA -> "No data: ";
                    case UNDECIDED -> "Undecided: ";
                }
                + said + ".";
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
