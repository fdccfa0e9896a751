package dev.firstlight.server.delivery.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Edits for a while, and their way: the node that takes one, the database, the nodes that hear of it, relays, and every
 * stream; between comments and telemetry, which want the same cores.
 */
final class FanOut {

    /** From a commit until a node hears of it: half of PostgreSQL's NOTIFY and a look, assumed. */
    private static final double HINT = 0.001;
    /** No figure begins before everything that comments has begun to. */
    private static final double WARM = StreamCost.COMMENT_EVERY;

    private final World world;
    private final Agenda agenda = new Agenda();
    private final Chance chance;
    private final List<Node> home = new ArrayList<>();
    private final List<Node> leaves = new ArrayList<>();
    private final List<Arrivals> arrivals = new ArrayList<>();
    private final List<Double> edited = new ArrayList<>();
    private final Telemetry telemetry;
    private final List<Node> byStream = new ArrayList<>();
    private final List<Node> byHint = new ArrayList<>();
    private boolean commenting = true;

    /**
     * What came out.
     *
     * @param arrivals of all streams and edits, after the edit was sent
     * @param each the same of each edit
     * @param leaves the share of its time that the busiest of the nodes with streams worked
     * @param home the same of the busiest node at home
     * @param peakNode the most bytes a second that left a node
     * @param peakAll that left all nodes together
     * @param reports what became of telemetry
     */
    record Outcome(
            Arrivals arrivals,
            List<Arrivals> each,
            double leaves,
            double home,
            double peakNode,
            double peakAll,
            Telemetry.Outcome reports) {}

    private FanOut(World world, long seed) {
        this.world = world;
        this.chance = new Chance(seed);
        for (int i = 0; i < world.home(); i++) {
            home.add(new Node(world.costs().sdk(), world.machine(), 0, 0));
        }
        this.telemetry = new Telemetry(world, agenda, chance, home);
        arrivals.add(new Arrivals());
        edited.add(0.0);
    }

    static Outcome run(World world, long seed) {
        return new FanOut(world, seed).run();
    }

    private Outcome run() {
        for (Group group : world.groups()) {
            for (int i = 0; i < group.nodes(); i++) {
                Node node = new Node(
                        group.cost(), world.machine(), group.streamsOf(i), group.away()[i % group.away().length]);
                leaves.add(node);
                comment(node, chance.upTo(Node.TICK));
                if (group.reports()) {
                    telemetry.from(node, group.relays());
                }
                hear(node, group.relays());
            }
        }
        double end = WARM + world.seconds();
        for (double at = WARM + chance.exponential(1 / world.changesPerSecond());
                at < end;
                at += chance.exponential(1 / world.changesPerSecond())) {
            int revision = edited.size();
            edited.add(at);
            arrivals.add(new Arrivals());
            agenda.at(at, () -> edit(revision));
        }
        agenda.run(end);
        // What is under way arrives; comments and telemetry would go on for ever.
        telemetry.stop();
        commenting = false;
        agenda.run();
        return outcome(end);
    }

    private void hear(Node node, boolean relay) {
        (relay ? byStream : byHint).add(node);
    }

    private void comment(Node node, double first) {
        agenda.at(first, () -> {
            if (commenting) {
                node.comment(agenda.now());
                comment(node, agenda.now() + Node.TICK);
            }
        });
    }

    private void edit(int revision) {
        Costs costs = world.costs();
        double now = agenda.now();
        Node author = home.isEmpty() ? leaves.get(revision % leaves.size()) : home.get(revision % home.size());
        double committed = telemetry.database(author.work(now, costs.edit()), costs.editDatabase());
        for (Node node : byHint) {
            double heard = telemetry.database(committed + HINT, costs.publishDatabase()) + node.away;
            agenda.at(heard, () -> publish(node, revision, costs.publish()));
        }
        for (int i = 0; i < home.size(); i++) {
            int number = i;
            agenda.at(
                    telemetry.database(committed + HINT, costs.publishDatabase()),
                    () -> publishAtHome(number, revision));
        }
    }

    private void publish(Node node, int revision, double work) {
        agenda.at(node.work(agenda.now(), work), () -> pace(node, revision, () -> tell(node)));
    }

    private void publishAtHome(int number, int revision) {
        Node node = home.get(number);
        agenda.at(
                node.work(agenda.now(), world.costs().publish()), () -> pace(node, revision, () -> tellRelays(number)));
    }

    private void pace(Node node, int revision, Runnable tell) {
        double wait = node.pace.published(revision, agenda.now());
        if (wait >= 0) {
            agenda.at(agenda.now() + wait, tell);
        }
    }

    /** Relays are spread over the nodes at home. */
    private void tellRelays(int number) {
        Node node = home.get(number);
        node.pace.next(agenda.now());
        int revision = node.pace.told();
        for (int i = number; i < byStream.size(); i += home.size()) {
            Node relay = byStream.get(i);
            agenda.at(
                    node.tellOne(agenda.now()) + relay.away,
                    () -> publish(relay, revision, world.costs().relayPublish()));
        }
    }

    private void tell(Node node) {
        int first = node.pace.next(agenda.now());
        for (Ramp ramp : node.tell(agenda.now())) {
            for (int revision = first; revision <= node.pace.told(); revision++) {
                arrivals.get(revision).add(ramp.later(-edited.get(revision)));
            }
        }
        telemetry.confirm(node, agenda.now());
    }

    private Outcome outcome(double until) {
        Arrivals all = new Arrivals();
        arrivals.forEach(all::addAll);
        double[] sum = new double[0];
        double peak = 0;
        for (Node node : leaves) {
            peak = Math.max(peak, Line.peak(node.addTo(new double[0])));
            sum = node.addTo(sum);
        }
        return new Outcome(
                all,
                arrivals.subList(1, arrivals.size()),
                busiest(leaves, until),
                busiest(home, until),
                peak,
                Line.peak(sum),
                telemetry.outcome(until));
    }

    private static double busiest(List<Node> nodes, double until) {
        return nodes.stream().mapToDouble(node -> node.worked(until)).max().orElse(0);
    }
}
