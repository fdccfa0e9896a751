package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Means of unit means, such as seconds or money.
 *
 * @param means at most one for each region and stage
 * @param planned how many units in both arms are expected, positive and fixed at the start; wrong, it costs time and
 *     not validity
 */
public record Averaged(List<MeanStratum> means, long planned) implements Measured {
    // What the sequence is tuned for, as the evidence that takes a release back is 100.
    private static final double ALPHA = 0.01;
    private static final double ALPHA_SHOWN = 0.005;

    public Averaged {
        means = List.copyOf(means);
    }

    @Override
    public List<Stratum> strata() {
        return means.stream().map(MeanStratum::units).toList();
    }

    @Override
    public String word() {
        return "mean";
    }

    @Override
    public List<List<Stratum>> layers() {
        return List.of();
    }

    /** The same of some regions. */
    Averaged in(Set<String> regions) {
        return new Averaged(
                means.stream().filter(s -> regions.contains(s.region())).toList(), planned);
    }

    @Override
    public Ledger failing(Worse worse) {
        Map<String, List<MeanStratum>> scopes = new TreeMap<>();
        for (MeanStratum s : means) {
            scopes.computeIfAbsent(s.region(), region -> new ArrayList<>()).add(s);
        }
        scopes.put(Ledger.POOLED, means);
        return Ledger.of(scopes, (scope, strata) -> lnEvidence(towards(worse, MeanSequence.estimate(strata, 1))));
    }

    @Override
    public double lnPassing(Worse worse, double margin) {
        MeanSequence.Estimate beyond = MeanSequence.estimate(means, worse.limit(margin));
        return lnEvidence(towards(worse, beyond).negated());
    }

    /** The sequence itself says nothing before there are enough units. */
    @Override
    public boolean borneOut(Worse worse) {
        return true;
    }

    /** Units of both arms, with means where shares stand otherwise; strata weigh as they do for shares. */
    Rates rates() {
        Count treatment = Count.NONE;
        Count control = Count.NONE;
        double weights = 0;
        double treated = 0;
        double untreated = 0;
        for (MeanStratum s : means) {
            Stratum units = s.units();
            treatment = treatment.plus(units.treatment());
            control = control.plus(units.control());
            double weight = Rates.weight(units);
            weights += weight;
            treated += weight * s.treatment().mean();
            untreated += weight * s.control().mean();
        }
        return weights == 0
                ? new Rates(treatment, control, 0, 0)
                : new Rates(treatment, control, treated / weights, untreated / weights);
    }

    /** The difference of the means, treatment minus control, with its 99 % confidence sequence. */
    public Interval difference() {
        MeanSequence.Estimate e = MeanSequence.estimate(means, 1);
        if (e.units() == 0) {
            return Interval.UNKNOWN;
        }
        double halfWidth = MeanSequence.halfWidth(e, ALPHA_SHOWN, planned);
        return new Interval(e.difference(), e.difference() - halfWidth, e.difference() + halfWidth);
    }

    private double lnEvidence(MeanSequence.Estimate e) {
        return MeanSequence.lnEvidence(e, ALPHA, planned);
    }

    private static MeanSequence.Estimate towards(Worse worse, MeanSequence.Estimate e) {
        return worse == Worse.HIGHER ? e : e.negated();
    }
}
