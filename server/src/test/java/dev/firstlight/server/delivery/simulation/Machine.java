package dev.firstlight.server.delivery.simulation;

/**
 * What a node, and the database, run on. All of it is assumed, none of it measured.
 *
 * @param cores of a node, each as fast as the one on which costs were measured
 * @param memory bytes of a node
 * @param line bytes a second that a node can send
 * @param databaseCores of the database
 */
record Machine(int cores, double memory, double line, int databaseCores) {

    private static final double PACKET = 1_448;
    /** Ethernet, IP and TCP with its time stamps, by their standards. */
    private static final double HEAD = 66;

    /** Two cores, 1 GiB, and 1 Gbit/s, as in the chart's example for many streams; a database of two cores. */
    static Machine usual() {
        return new Machine(2, 1L << 30, 125e6, 2);
    }

    Machine withDatabase(int others) {
        return new Machine(cores, memory, line, others);
    }

    /** The bytes on the line of what a reader reads at once. */
    static double onTheLine(double bytes) {
        return bytes + HEAD * Math.max(1, Math.ceil(bytes / PACKET));
    }
}
