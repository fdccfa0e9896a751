package dev.firstlight.server.guard.simulation;

import java.util.List;

/** A world, what is asked of us in it, and what came out. */
interface Scenario {
    int number();

    String title();

    List<Row> rows(Runs runs);

    /** Of the same runs: call it after {@link #rows}. Empty for none. */
    default String chart() {
        return "";
    }
}
