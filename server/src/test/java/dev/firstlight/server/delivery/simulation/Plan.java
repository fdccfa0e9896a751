package dev.firstlight.server.delivery.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the fewest nodes with which all limits hold, and which limit one node less would break. */
final class Plan {

    private static final int LEAST_HOME = 2;
    private static final int MOST_STEPS = 60;
    private static final int GENEROUS = 8;
    /** Where there are many, so many more are tried next: what is found may be that much too large. */
    private static final double STEP = 1.2;

    private static final long SEED = 1;

    private final Machine machine;
    private World world;

    /**
     * What was found.
     *
     * @param world with its nodes
     * @param outcome of it
     * @param leaves for each group, which limit sets the number of its nodes
     * @param home the same of the nodes at home
     * @param lost after one node of each group is lost
     */
    record Found(
            World world,
            FanOut.Outcome outcome,
            Map<String, Limit> leaves,
            Limit home,
            Map<String, Storm.Outcome> lost) {

        Limit limitOf(Group group) {
            return Objects.requireNonNull(leaves.get(group.name()));
        }

        Storm.Outcome lostOf(Group group) {
            return Objects.requireNonNull(lost.get(group.name()));
        }
    }

    private Plan(World world) {
        this.world = world;
        this.machine = world.machine();
    }

    static Found find(World world) {
        return new Plan(world).find();
    }

    private Found find() {
        Map<String, Limit> binding = new LinkedHashMap<>();
        boolean atHome = world.home() > 0;
        double batches = batches();
        double cores = batches * world.costs().counts().database() / Limit.WORKED;
        world = world.with(machine.withDatabase(Math.max(machine.databaseCores(), (int) Math.ceil(cores))));
        if (atHome) {
            cores = batches * world.costs().counts().server() / Limit.WORKED;
            world = world.with(Math.max(LEAST_HOME, (int) Math.ceil(cores / machine.cores())), world.groups());
        }
        for (int i = 0; i < world.groups().size(); i++) {
            binding.put(world.groups().get(i).name(), leaves(i));
        }
        Limit home = home(atHome);
        Map<String, Storm.Outcome> lost = new LinkedHashMap<>();
        world.groups().forEach(group -> lost.put(group.name(), lost(group)));
        return new Found(world, FanOut.run(world, SEED), binding, home, lost);
    }

    /** Telemetry a second on average: now and then, and after each change. */
    private double batches() {
        double each = 1 / world.reportEvery() + world.changesPerSecond();
        return each
                * world.groups().stream()
                        .filter(Group::reports)
                        .mapToDouble(Group::streams)
                        .sum();
    }

    /** Grows one group until nothing gives out, alone, since groups have nothing in common but what is at home. */
    private Limit leaves(int index) {
        Limit binding = Limit.SPARE;
        Group group = world.groups().get(index);
        long room = (long) Math.ceil((double) group.streams() / Limit.ROOM);
        int nodes = 2;
        if (room + 1 > nodes) {
            binding = Limit.STREAMS;
            nodes = (int) room + 1;
        }
        int busy = (int) Math.ceil(work(group) / Limit.WORKED / machine.cores());
        if (busy > nodes) {
            binding = Limit.CPU;
            nodes = busy;
        }
        int waiting = (int) Math.ceil(underWay(group) / Telemetry.MOST_FORWARDED / Limit.FULL);
        if (group.relays() && waiting > nodes) {
            binding = Limit.FORWARDED;
            nodes = waiting;
        }
        for (int step = 0; step < MOST_STEPS; step++) {
            Limit broken = broken(group.with(nodes));
            if (broken == Limit.NONE) {
                List<Group> groups = new ArrayList<>(world.groups());
                groups.set(index, group.with(nodes));
                world = world.with(world.home(), groups);
                return binding;
            }
            binding = broken;
            nodes = Math.max(nodes + 1, (int) (nodes * STEP));
        }
        throw new IllegalStateException(
                group.name() + ": " + nodes + " nodes are not enough for the " + binding.words());
    }

    /** The database so large that what gives out is the group's own. */
    private World unbounded() {
        return world.with(machine.withDatabase(world.machine().databaseCores() * GENEROUS));
    }

    /** What its streams take on average, in cores; what comes at once is seen in a run. */
    private double work(Group group) {
        double telemetry = group.relays()
                ? world.costs().forward()
                : world.costs().counts().server();
        double each = group.cost().comment() / StreamCost.COMMENT_EVERY
                + group.cost().change() * world.changesPerSecond()
                + (group.reports() ? telemetry * (1 / world.reportEvery() + world.changesPerSecond()) : 0);
        return each * group.streams();
    }

    /** Batches that wait for an answer on average, where every relay is as far away as the farthest. */
    private double underWay(Group group) {
        double farthest = Arrays.stream(group.away()).max().orElse(0);
        return group.streams() * (1 / world.reportEvery() + world.changesPerSecond()) * 2 * farthest;
    }

    private Limit broken(Group group) {
        double most = Math.ceil((double) group.streams() / (group.nodes() - 1));
        double base =
                group.relays() ? world.costs().relayBaseMemory() : world.costs().baseMemory();
        if (most > Limit.ROOM) {
            return Limit.STREAMS;
        }
        if (base + most * group.cost().memory() > Limit.FULL * machine.memory()) {
            return Limit.MEMORY;
        }
        FanOut.Outcome outcome = FanOut.run(unbounded().with(world.home() * GENEROUS, List.of(group)), SEED);
        if (outcome.leaves() > Limit.WORKED) {
            return Limit.CPU;
        }
        if (outcome.arrivals().at(0.99) > Limit.CHANGE_99 || outcome.arrivals().most() > Limit.CHANGE_ALL) {
            return Limit.CHANGE;
        }
        if (group.relays() && outcome.reports().tail() > Limit.KEPT) {
            return Limit.FORWARDED;
        }
        return lost(group).all() > Limit.ALL_CURRENT ? Limit.RECOVERY : Limit.NONE;
    }

    private Storm.Outcome lost(Group group) {
        return Storm.run(
                new Storm.Kind(
                        group.streamsOf(0),
                        group.nodes() - 1,
                        Limit.ROOM - group.streamsOf(1),
                        0,
                        0,
                        group.cost().resume(),
                        group.cost().resumeBytes(),
                        world.costs().refusal()),
                machine,
                SEED);
    }

    /** Grows the database and the nodes at home; what average use asks for is there already. */
    private Limit home(boolean atHome) {
        Limit binding = world.home() > LEAST_HOME ? Limit.HOME : Limit.SPARE;
        for (int step = 0; step < MOST_STEPS; step++) {
            FanOut.Outcome outcome = FanOut.run(world, SEED);
            if (outcome.reports().database() > Limit.WORKED) {
                int cores = world.machine().databaseCores();
                world = world.with(machine.withDatabase(Math.max(cores + 1, (int) (cores * STEP))));
            } else if (atHome && outcome.home() > Limit.WORKED) {
                binding = Limit.HOME;
                world = world.with(more(world.home()), world.groups());
            } else if (atHome && outcome.reports().tail() > Limit.KEPT) {
                binding = Limit.TELEMETRY;
                world = world.with(more(world.home()), world.groups());
            } else {
                return binding;
            }
        }
        throw new IllegalStateException(world.home() + " nodes at home are not enough for the " + binding.words());
    }

    private static int more(int nodes) {
        return Math.max(nodes + 1, (int) (nodes * STEP));
    }
}
