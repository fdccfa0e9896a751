package dev.firstlight.server.delivery.simulation;

import java.util.Arrays;

/** What leaves a node: so many bytes a second, in order. It remembers how much left in each tenth of a second. */
final class Line {

    static final double WINDOW = 0.1;

    private final double bytesPerSecond;
    private double free;
    private double bytes;
    private double[] windows = new double[64];

    Line(double bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Sends to each of them as many bytes; gives when they have left. */
    Ramp send(Ramp written, double bytesEach) {
        double each = bytesEach / bytesPerSecond;
        double begin = Math.max(written.first(), free);
        double first = begin + each;
        double last = Math.max(written.last() + each, begin + written.count() * each);
        free = last;
        Ramp sent = new Ramp(first, last, written.count());
        left(sent, bytesEach);
        return sent;
    }

    private void left(Ramp sent, double bytesEach) {
        bytes += sent.count() * bytesEach;
        int to = (int) (sent.last() / WINDOW);
        if (to >= windows.length) {
            windows = Arrays.copyOf(windows, Math.max(to + 1, windows.length * 2));
        }
        double before = 0;
        for (int window = (int) (sent.first() / WINDOW); window <= to; window++) {
            double by = window == to ? sent.count() : sent.by((window + 1) * WINDOW);
            windows[window] += (by - before) * bytesEach;
            before = by;
        }
    }

    double bytes() {
        return bytes;
    }

    /** Adds what left in each window to others'. */
    double[] addTo(double[] sum) {
        double[] all = sum.length >= windows.length ? sum : Arrays.copyOf(sum, windows.length);
        for (int i = 0; i < windows.length; i++) {
            all[i] += windows[i];
        }
        return all;
    }

    /** The most bytes a second that left in one window. */
    static double peak(double[] windows) {
        return Arrays.stream(windows).max().orElse(0) / WINDOW;
    }
}
