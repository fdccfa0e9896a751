package dev.firstlight.server.delivery.simulation;

/**
 * Nodes of one kind and the streams that they share evenly.
 *
 * @param relays whether they hear of changes by a stream from the server, else by its database
 * @param away seconds to them from where edits are made, one after the other's turn
 * @param reports whether those who read also send telemetry
 */
record Group(String name, StreamCost cost, boolean relays, int nodes, long streams, double[] away, boolean reports) {

    Group {
        if (nodes < 1 || streams < nodes) {
            throw new IllegalArgumentException(name + ": " + streams + " streams at " + nodes + " nodes");
        }
    }

    /** How many streams the node with this number has. */
    int streamsOf(int node) {
        return (int) (streams / nodes + (node < streams % nodes ? 1 : 0));
    }

    Group with(int others) {
        return new Group(name, cost, relays, others, streams, away, reports);
    }
}
