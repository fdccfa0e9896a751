package dev.firstlight.server.guard;

import java.util.Collection;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The 99 % interval that people see: every ratio of rates that a two-sided mixture does not contradict by evidence
 * of 100 or more. Like the test it may be looked at all the time.
 */
final class ConfidenceSequence {
    static final double CONFIDENCE = 0.99;
    private static final double LN_ALPHA = Math.log(1 - CONFIDENCE);

    // The mixture's points are ln(ratio); dense, so that a large sample is not coarse, and heaviest around no effect.
    private static final double REACH = 6;
    private static final double STEP = 0.06;
    private static final int POINTS = 2 * (int) Math.round(REACH / STEP) + 1;
    private static final double LN_WEIGHTS = lnWeights();

    private ConfidenceSequence() {}

    static Interval ratio(Collection<Stratum> strata) {
        long events = 0;
        long treated = 0;
        for (Stratum s : strata) {
            if (s.compares()) {
                events += s.events();
                treated += s.treatment().events();
            }
        }
        if (events == 0) {
            return Interval.UNKNOWN;
        }
        double floor = lnMixture(strata) + LN_ALPHA;
        DoublePredicate possible = x -> EProcess.lnLikelihood(strata, Math.exp(x)) > floor;
        if (treated == 0) {
            return new Interval(0.0, 0.0, Math.exp(edge(possible, -3 * REACH, 3 * REACH)));
        }
        if (treated == events) {
            return new Interval(null, Math.exp(edge(possible, 3 * REACH, -3 * REACH)), null);
        }
        double best = maximum(strata);
        return new Interval(
                Math.exp(best),
                Math.exp(edge(possible, best, best - 3 * REACH)),
                Math.exp(edge(possible, best, best + 3 * REACH)));
    }

    /** The difference of the rates that each bound of the ratio stands for, given the events that were seen. */
    static Interval difference(Collection<Stratum> strata, Interval ratio) {
        Double low = ratio.low();
        if (low == null) {
            return new Interval(Rates.of(strata).difference(), null, null);
        }
        return new Interval(Rates.of(strata).difference(), difference(strata, low), difference(strata, ratio.high()));
    }

    private static double difference(Collection<Stratum> strata, @Nullable Double ratio) {
        double weights = 0;
        double sum = 0;
        for (Stratum s : strata) {
            double weight = Rates.weight(s);
            double t = s.treatment().units();
            double c = s.control().units();
            if (weight > 0) {
                weights += weight;
                sum += weight * s.events() * (ratio == null ? 1 / t : (ratio - 1) / (c + ratio * t));
            }
        }
        return weights == 0 ? 0 : sum / weights;
    }

    private static double maximum(Collection<Stratum> strata) {
        DoubleUnaryOperator slope = x -> {
            double ratio = Math.exp(x);
            double sum = 0;
            for (Stratum s : strata) {
                if (s.compares()) {
                    double odds = s.share() * ratio;
                    sum += s.treatment().events() - s.events() * odds / (1 - s.share() + odds);
                }
            }
            return sum;
        };
        return edge(x -> slope.applyAsDouble(x) > 0, -3 * REACH, 3 * REACH);
    }

    /** Where {@code holds} stops holding on the way from one point, where it does, to another, where it does not. */
    private static double edge(DoublePredicate holds, double from, double to) {
        for (int i = 0; i < 50; i++) {
            double middle = (from + to) / 2;
            if (holds.test(middle)) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private static double lnMixture(Collection<Stratum> strata) {
        double[] logs = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            logs[i] = EProcess.lnLikelihood(strata, Math.exp(point(i))) + lnWeight(i) - LN_WEIGHTS;
        }
        return EProcess.lnMeanExp(logs) + Math.log(POINTS);
    }

    private static double point(int i) {
        return i * STEP - REACH;
    }

    private static double lnWeight(int i) {
        return -Math.log1p(point(i) * point(i));
    }

    private static double lnWeights() {
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += Math.exp(lnWeight(i));
        }
        return Math.log(sum);
    }
}
