package dev.firstlight.server.delivery.simulation;

import java.util.List;

/**
 * What is simulated.
 *
 * @param home nodes of the server that take edits, serve relays and keep what these forward
 * @param changesPerSecond edits, at random moments
 * @param reportEvery seconds from one batch of telemetry of an instance to its next
 * @param seconds how long
 */
record World(
        Costs costs,
        Machine machine,
        int home,
        List<Group> groups,
        double changesPerSecond,
        double reportEvery,
        double seconds) {

    static final double REPORT_AT_REST = 30;
    static final double REPORT_WHILE_A_RELEASE_RUNS = 2;

    World with(int nodes, List<Group> others) {
        return new World(costs, machine, nodes, others, changesPerSecond, reportEvery, seconds);
    }

    World with(Machine other) {
        return new World(costs, other, home, groups, changesPerSecond, reportEvery, seconds);
    }

    long streams() {
        return groups.stream().mapToLong(Group::streams).sum();
    }
}
