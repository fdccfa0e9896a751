package dev.firstlight.server.chaos;

/**
 * One thing that somebody did, from when it was asked for until it was answered.
 *
 * @param worker who did it, one thing at a time
 * @param kind what it was
 * @param key to what
 * @param asked what was to be
 * @param got what the answer said; empty where there was none
 * @param began by {@link System#nanoTime}, which all processes of a machine share; ended likewise
 */
record Op(int worker, String kind, String key, String asked, Outcome outcome, String got, long began, long ended) {

    /** How it went. */
    enum Outcome {
        /** It is done. */
        OK,
        /** It is certainly not done, and never will be. */
        FAIL,
        /** Nobody knows: it is done, or will be, or never will. */
        UNKNOWN
    }

    boolean is(Outcome one) {
        return outcome == one;
    }

    boolean isOf(String one) {
        return kind.equals(one);
    }

    /** As a line of a file. */
    String line() {
        return String.join(
                "\t",
                Integer.toString(worker),
                kind,
                key,
                asked,
                outcome.name(),
                got,
                Long.toString(began),
                Long.toString(ended));
    }

    /** From a line of a file. */
    static Op of(String line) {
        String[] cells = line.split("\t", -1);
        return new Op(
                Integer.parseInt(cells[0]),
                cells[1],
                cells[2],
                cells[3],
                Outcome.valueOf(cells[4]),
                cells[5],
                Long.parseLong(cells[6]),
                Long.parseLong(cells[7]));
    }
}
