package dev.firstlight.server.metric;

/** Units exposed, and how many of them had the event. */
public record Count(long units, long events) {
    public static final Count NONE = new Count(0, 0);

    public Count plus(Count other) {
        return new Count(units + other.units, events + other.events);
    }

    /** The share of units with the event; 0 where there are no units. */
    public double rate() {
        return units == 0 ? 0 : (double) events / units;
    }
}
