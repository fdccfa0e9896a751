package dev.firstlight.server.delivery.simulation;

import java.util.PriorityQueue;

/** What happens when, in seconds; what happens at one moment happens in the order in which it was said. */
final class Agenda {

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private double now;
    private long said;

    private record Entry(double time, long number, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int order = Double.compare(time, other.time);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    double now() {
        return now;
    }

    void at(double time, Runnable what) {
        if (time < now) {
            throw new IllegalArgumentException("at " + now + " nothing can be put to " + time);
        }
        entries.add(new Entry(time, said++, what));
    }

    /** Lets everything happen up to a moment; what is later stays. */
    void run(double until) {
        while (true) {
            Entry next = entries.peek();
            if (next == null || next.time > until) {
                now = Math.max(now, until);
                return;
            }
            entries.remove(next);
            now = next.time;
            next.what.run();
        }
    }

    /** Lets everything happen. */
    void run() {
        for (Entry next = entries.poll(); next != null; next = entries.poll()) {
            now = next.time;
            next.what.run();
        }
    }
}
