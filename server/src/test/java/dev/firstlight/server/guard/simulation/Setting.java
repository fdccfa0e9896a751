package dev.firstlight.server.guard.simulation;

/**
 * A world: how many units come, how they are split, and how often they have the event.
 *
 * @param unitsPerMinute in all regions and both arms
 * @param share the treatment's, at first
 * @param guards how many metrics are watched
 * @param step minutes from one look to the next
 * @param delay mean minutes from exposure to event; 0 is at once
 * @param lost how likely a treated unit is lost before it is counted
 * @param nested whether only units that had the event of the guard before can have the next one's
 */
record Setting(
        double unitsPerMinute,
        double share,
        int guards,
        double step,
        double delay,
        double lost,
        boolean nested,
        Truth truth) {
    static final double BASE = 0.005;
    static final double PER_MINUTE = 2_000;

    /** How likely a unit that arrives now has the event. */
    @FunctionalInterface
    interface Truth {
        double rate(int guard, int region, boolean treated, double minute);
    }

    static Setting of(Truth truth) {
        return new Setting(PER_MINUTE, 0.1, 1, 1, 0, 0, false, truth);
    }

    /** Both arms alike. */
    static Setting alike() {
        return of((guard, region, treated, minute) -> BASE);
    }

    /** The first guard's rate differs in the treatment, everywhere and from the start. */
    static Setting harm(double control, double treatment) {
        return of((guard, region, treated, minute) -> guard > 0 ? BASE : treated ? treatment : control);
    }

    Setting perMinute(double units) {
        return new Setting(units, share, guards, step, delay, lost, nested, truth);
    }

    Setting split(double treated) {
        return new Setting(unitsPerMinute, treated, guards, step, delay, lost, nested, truth);
    }

    Setting guards(int number) {
        return new Setting(unitsPerMinute, share, number, step, delay, lost, nested, truth);
    }

    Setting everyMinutes(double minutes) {
        return new Setting(unitsPerMinute, share, guards, minutes, delay, lost, nested, truth);
    }

    Setting delayed(double minutes) {
        return new Setting(unitsPerMinute, share, guards, step, minutes, lost, nested, truth);
    }

    Setting losing(double treated) {
        return new Setting(unitsPerMinute, share, guards, step, delay, treated, nested, truth);
    }

    Setting nested(int number) {
        return new Setting(unitsPerMinute, share, number, step, delay, lost, true, truth);
    }
}
