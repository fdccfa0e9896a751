package dev.firstlight.server.delivery.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Batches of telemetry on their way into the database: through relays one by one, at home as many at once as a node lets in;
 * whoever finds no room comes back later, as SDKs do. The database is as many cores as it has.
 */
final class Telemetry {

    /** Batches of one node that come within it are one piece of work here, and no more than so many. */
    private static final double SLOT = 0.1;

    private static final double TOGETHER = 48;
    /** FIRSTLIGHT_ADMISSION_MOST_TELEMETRY. */
    private static final int MOST_UNDER_WAY = 128;
    /** Forwarding of the room relay: who waits for an answer from home. */
    static final int MOST_FORWARDED = 256;
    /** After a change an SDK reports within it. */
    private static final double RECEIPT = 1;

    private static final int PARTS = 5;
    /** Fewer come back together, or there would be more events than anybody has time for. */
    private static final int LEAST_TOGETHER = 24;

    private final World world;
    private final Agenda agenda;
    private final Chance chance;
    private final List<Node> home;
    private final PriorityQueue<Double> cores = new PriorityQueue<>();
    private final Map<Node, Worker> writers = new HashMap<>();
    private final Map<Node, Double> confirming = new HashMap<>();
    private double databaseWork;
    private long sent;
    private long kept;
    private long refused;
    private double lastKept;
    private boolean stopped;
    private int turn;

    /**
     * What became of batches.
     *
     * @param refused how often one was sent back to come later
     * @param database the share of its time that the database worked, edits included
     * @param perSecond batches sent for the first time
     * @param tail seconds after the end until the last of them was kept
     */
    record Outcome(long sent, long kept, long refused, double database, double perSecond, double tail) {}

    Telemetry(World world, Agenda agenda, Chance chance, List<Node> home) {
        this.world = world;
        this.agenda = agenda;
        this.chance = chance;
        this.home = home;
        for (int i = 0; i < world.machine().databaseCores(); i++) {
            cores.add(0.0);
        }
    }

    /** Work for the database; gives when it is done. */
    double database(double now, double work) {
        double begin = Math.max(now, cores.remove());
        cores.add(begin + work);
        databaseWork += work;
        return begin + work;
    }

    /** From now on a node's readers report. */
    void from(Node node, boolean relay) {
        slot(node, relay, chance.upTo(SLOT));
    }

    /** A node's readers were told of a change, and say so. */
    void confirm(Node node, double now) {
        confirming.put(node, now + RECEIPT);
    }

    void stop() {
        stopped = true;
    }

    private void slot(Node node, boolean relay, double at) {
        agenda.at(at, () -> {
            if (!stopped) {
                double now = agenda.now();
                double rate = node.streams / world.reportEvery();
                if (confirming.getOrDefault(node, 0.0) > now) {
                    rate += node.streams / RECEIPT;
                }
                double slot = Math.min(SLOT, TOGETHER / rate);
                bring(node, relay, chance.poisson(rate * slot), 0);
                slot(node, relay, now + slot);
            }
        });
    }

    private void bring(Node node, boolean relay, int batches, int failures) {
        if (batches == 0) {
            return;
        }
        if (failures == 0) {
            sent += batches;
        }
        if (!relay) {
            take(node, node, false, batches, failures);
            return;
        }
        int taken = Math.max(0, Math.min(batches, MOST_FORWARDED - node.underWay));
        if (taken > 0) {
            node.underWay += taken;
            Node at = home.get(turn++ % home.size());
            double passed = node.work(agenda.now(), taken * world.costs().forward());
            agenda.at(passed + node.away, () -> take(at, node, true, taken, failures));
        }
        if (batches > taken) {
            refuse(node, node, true, batches - taken, failures);
        }
    }

    private void take(Node at, Node from, boolean relay, int batches, int failures) {
        double now = agenda.now();
        int taken = Math.max(0, Math.min(batches, MOST_UNDER_WAY - at.underWay));
        if (taken > 0) {
            at.underWay += taken;
            Costs.Report cost = world.costs().counts();
            double read = at.work(now, taken * cost.server());
            Worker writer = writers.computeIfAbsent(at, node -> new Worker());
            double begin = writer.begin(read);
            double done = database(begin, taken * cost.database());
            writer.take(read, done - begin);
            agenda.at(done, () -> {
                at.underWay -= taken;
                kept += taken;
                lastKept = agenda.now();
                answered(from, relay, taken);
            });
        }
        if (batches > taken) {
            refuse(at, from, relay, batches - taken, failures);
            answered(from, relay, batches - taken);
        }
    }

    /** The way back to a relay takes as long as the way to here. */
    private void answered(Node from, boolean relay, int batches) {
        if (relay) {
            agenda.at(agenda.now() + from.away, () -> from.underWay -= batches);
        }
    }

    private void refuse(Node at, Node from, boolean relay, int batches, int failures) {
        refused += batches;
        at.work(agenda.now(), batches * world.costs().refusal());
        again(from, relay, batches, failures + 1);
    }

    /** Half of a bound that grows fivefold, or more, and the one to five seconds that the server asks for. */
    private void again(Node from, boolean relay, int batches, int failures) {
        double bound = Math.min(Math.pow(5, failures - 1), 30);
        int parts = Math.max(1, Math.min(PARTS, batches / LEAST_TOGETHER));
        for (int i = 0; i < parts; i++) {
            int part = batches / parts + (i < batches % parts ? 1 : 0);
            double wait = chance.between(bound / 2, bound) + 1 + chance.below(5);
            agenda.at(agenda.now() + wait, () -> bring(from, relay, part, failures));
        }
    }

    Outcome outcome(double until) {
        return new Outcome(
                sent,
                kept,
                refused,
                databaseWork / world.machine().databaseCores() / until,
                sent / until,
                Math.max(0, lastKept - until));
    }
}
