package dev.firstlight.server.delivery.simulation;

import java.util.Arrays;

/**
 * Many readers that come back at once, each by the way SDKs have: at a random moment of a span that doubles after each
 * failure, and not before a node that is full says so.
 */
final class Storm {

    private static final double FIRST = 1;
    private static final double LONGEST = 30;
    private static final int LONGEST_AWAY = 5;
    /** FIRSTLIGHT_DELIVERY_MOST_CONNECTING and _MOST_PAYLOADS; what is larger counts as a payload. */
    private static final int MOST_CONNECTING = 2_000;

    private static final int MOST_PAYLOADS = 1_000;
    private static final double PAYLOAD = 65_536;

    private final Kind kind;
    private final Agenda agenda = new Agenda();
    private final Chance chance;
    private final Gate[] gates;
    private final double[] back;
    private int cameBack;
    private long refused;

    /**
     * Who comes back, and to what.
     *
     * @param readers how many
     * @param gates the nodes that they come to
     * @param room streams that each of these has room for
     * @param within seconds over which they come, as a goodbye says; 0 where there was none
     * @param down seconds until there is a node to come to
     * @param work seconds of a core to take one
     * @param bytes that one is sent
     * @param refusal seconds of a core to say that there is no room
     */
    record Kind(
            int readers, int gates, int room, double within, double down, double work, double bytes, double refusal) {}

    /**
     * How it went.
     *
     * @param half seconds until half are current again
     * @param all until all are
     * @param refused how often one was told to come later
     */
    record Outcome(double half, double all, long refused) {}

    private static final class Gate {
        private final Worker[] cores;
        private final Line line;
        private int turn;
        private int open;
        private int connecting;
        private int payloads;

        Gate(Machine machine) {
            cores = new Worker[machine.cores()];
            Arrays.setAll(cores, i -> new Worker());
            line = new Line(machine.line());
        }

        double work(double now, double seconds) {
            turn = (turn + 1) % cores.length;
            return cores[turn].take(now, seconds);
        }
    }

    private Storm(Kind kind, Machine machine, long seed) {
        this.kind = kind;
        this.chance = new Chance(seed);
        this.gates = new Gate[kind.gates()];
        Arrays.setAll(gates, i -> new Gate(machine));
        this.back = new double[kind.readers()];
    }

    static Outcome run(Kind kind, Machine machine, long seed) {
        if ((long) kind.gates() * kind.room() < kind.readers()) {
            return new Outcome(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0);
        }
        return new Storm(kind, machine, seed).run();
    }

    private Outcome run() {
        for (int i = 0; i < kind.readers(); i++) {
            attempt(kind.within() > 0 ? chance.upTo(kind.within()) : chance.upTo(FIRST), 1);
        }
        agenda.run();
        Arrays.sort(back);
        return new Outcome(back[back.length / 2], back[back.length - 1], refused);
    }

    private void attempt(double after, int failures) {
        agenda.at(agenda.now() + after, () -> come(failures));
    }

    private void come(int failures) {
        double now = agenda.now();
        Gate gate = gates[chance.below(gates.length)];
        boolean large = kind.bytes() > PAYLOAD;
        if (now < kind.down()) {
            again(0, failures);
        } else if (gate.open >= kind.room()
                || gate.connecting >= MOST_CONNECTING
                || (large && gate.payloads >= MOST_PAYLOADS)) {
            refused++;
            gate.work(now, kind.refusal());
            again(1 + chance.below(LONGEST_AWAY), failures);
        } else {
            gate.open++;
            gate.connecting++;
            gate.payloads += large ? 1 : 0;
            agenda.at(gate.work(now, kind.work()), () -> opened(gate, large));
        }
    }

    private void opened(Gate gate, boolean large) {
        gate.connecting--;
        double now = agenda.now();
        double sent = gate.line
                .send(new Ramp(now, now, 1), Machine.onTheLine(kind.bytes()))
                .last();
        agenda.at(sent, () -> {
            gate.payloads -= large ? 1 : 0;
            back[cameBack++] = agenda.now();
        });
    }

    private void again(double away, int failures) {
        double bound = Math.min(LONGEST, FIRST * Math.pow(2, failures));
        attempt(away + chance.upTo(bound), failures + 1);
    }
}
