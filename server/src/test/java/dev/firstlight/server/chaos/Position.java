package dev.firstlight.server.chaos;

/** An epoch and a revision as one number, so that what comes later is greater. */
final class Position {

    private static final int BITS = 40;

    private Position() {}

    static long of(long epoch, long revision) {
        return epoch << BITS | revision;
    }

    static long epoch(long position) {
        return position >> BITS;
    }

    static long revision(long position) {
        return position & (1L << BITS) - 1;
    }

    static String text(long position) {
        return epoch(position) + "-" + revision(position);
    }
}
