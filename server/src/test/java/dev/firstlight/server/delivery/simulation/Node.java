package dev.firstlight.server.delivery.simulation;

import java.util.Arrays;

/** One process that delivers: its cores, each with a share of its streams, and their shares of its line. */
final class Node {

    /** A loop comments its streams by turns, so that each has its turn in ten seconds. */
    private static final int TICKS = 20;

    static final double TICK = StreamCost.COMMENT_EVERY / TICKS;

    final StreamCost cost;
    final int streams;
    final double away;
    final Pace pace = new Pace();
    /** Batches of telemetry under way here. */
    int underWay;

    private final Worker[] cores;
    private final Line[] lines;
    private int turn;

    Node(StreamCost cost, Machine machine, int streams, double away) {
        this.cost = cost;
        this.streams = streams;
        this.away = away;
        this.cores = new Worker[machine.cores()];
        this.lines = new Line[machine.cores()];
        Arrays.setAll(cores, i -> new Worker());
        Arrays.setAll(lines, i -> new Line(machine.line() / machine.cores()));
    }

    /** Some work, on the core whose turn it is; gives when it is done. */
    double work(double now, double seconds) {
        turn = (turn + 1) % cores.length;
        return cores[turn].take(now, seconds);
    }

    private int share(int core) {
        return streams / cores.length + (core < streams % cores.length ? 1 : 0);
    }

    /** Tells all streams; gives when each has left, a ramp for each core. */
    Ramp[] tell(double now) {
        Ramp[] ramps = new Ramp[Math.min(cores.length, streams)];
        for (int i = 0; i < ramps.length; i++) {
            double first = cores[i].begin(now) + cost.change();
            double last = cores[i].take(now, share(i) * cost.change());
            // The sum and the product may differ in their last bits.
            ramps[i] = lines[i].send(
                    new Ramp(Math.min(first, last), last, share(i)), Machine.onTheLine(cost.changeBytes()));
        }
        return ramps;
    }

    /** Tells one more reader, a relay; gives when it has left. */
    double tellOne(double now) {
        double written = work(now, cost.change());
        return lines[turn]
                .send(new Ramp(written, written, 1), Machine.onTheLine(cost.changeBytes()))
                .last();
    }

    void comment(double now) {
        for (int i = 0; i < Math.min(cores.length, streams); i++) {
            double turns = (double) share(i) / TICKS;
            double end = cores[i].take(now, turns * cost.comment());
            if (turns >= 1) {
                lines[i].send(new Ramp(now, end, (long) turns), Machine.onTheLine(cost.commentBytes()));
            }
        }
    }

    /** The share of its time that it worked. */
    double worked(double seconds) {
        return Arrays.stream(cores).mapToDouble(Worker::busy).sum() / cores.length / seconds;
    }

    double[] addTo(double[] windows) {
        double[] sum = windows;
        for (Line line : lines) {
            sum = line.addTo(sum);
        }
        return sum;
    }
}
