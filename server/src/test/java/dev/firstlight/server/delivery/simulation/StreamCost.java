package dev.firstlight.server.delivery.simulation;

import java.util.function.ToDoubleFunction;

/**
 * What one stream of a kind costs its node: seconds of one core, and bytes that a reader reads.
 *
 * @param change a change that is told
 * @param comment what keeps it awake
 * @param open to open it with everything
 * @param resume to open it again from where it was
 * @param memory bytes that stay while it is open
 */
record StreamCost(
        double change,
        double changeBytes,
        double comment,
        double commentBytes,
        double open,
        double openBytes,
        double resume,
        double resumeBytes,
        double memory) {

    static final double COMMENT_EVERY = 10;

    /** Reads it from what was measured of a kind; {@code open} names what it is opened with. */
    static StreamCost of(ToDoubleFunction<String> measured, String kind, String open, String resumed) {
        ToDoubleFunction<String> micros = name -> measured.applyAsDouble(name + ".micros") / 1e6;
        return new StreamCost(
                micros.applyAsDouble(kind + ".change"),
                measured.applyAsDouble(kind + ".change.bytes"),
                micros.applyAsDouble(kind + ".comment"),
                measured.applyAsDouble(kind + ".comment.bytes"),
                micros.applyAsDouble(kind + ".connect." + open),
                measured.applyAsDouble(kind + ".connect." + open + ".bytes"),
                micros.applyAsDouble(resumed),
                measured.applyAsDouble(resumed + ".bytes"),
                measured.applyAsDouble(kind + ".memory.resident.bytes"));
    }
}
