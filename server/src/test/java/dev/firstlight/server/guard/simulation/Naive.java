package dev.firstlight.server.guard.simulation;

/** A z-test of two proportions, one-sided at 5 %, asked again at every look as if each were the only one. */
final class Naive implements Rule {
    @Override
    public boolean stops(Traffic traffic) {
        Difference d = Difference.of(traffic, 0);
        return d.units() > 0 && d.treated() >= 100 && d.value() > 1.6449 * d.error();
    }
}
