package dev.firstlight.server.guard.simulation;

/**
 * A mixture sequential probability ratio test, which Statsig's documentation names (Johari, Koomen, Pekelis &amp; Walsh,
 * <i>Always valid inference</i>, 2022; Zhao et al. 2019): a normal likelihood ratio of the difference, mixed over a
 * normal prior, two-sided at 5 %, and counted when the treatment is the worse. The prior's standard deviation is the
 * base rate, which suits the harms here.
 */
final class Statsig implements Rule {
    private static final double ALPHA = 0.05;
    private static final double PRIOR = Setting.BASE * Setting.BASE;

    private final int guards;

    Statsig(int guards) {
        this.guards = guards;
    }

    @Override
    public boolean stops(Traffic traffic) {
        for (int guard = 0; guard < guards; guard++) {
            Difference d = Difference.of(traffic, guard);
            double v = d.error() * d.error();
            if (d.treated() < 100 || d.value() <= 0 || v == 0) {
                continue;
            }
            double ln = 0.5 * Math.log(v / (v + PRIOR)) + PRIOR * d.value() * d.value() / (2 * v * (v + PRIOR));
            if (ln >= -Math.log(ALPHA)) {
                return true;
            }
        }
        return false;
    }
}
