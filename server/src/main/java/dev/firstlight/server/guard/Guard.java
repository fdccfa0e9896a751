package dev.firstlight.server.guard;

/**
 * A metric that must not get worse.
 *
 * @param metric the metric's key
 * @param name what a sentence calls it, such as "error rate"
 * @param margin by how much more than the control, relatively, the treatment may have and still pass: 0.5 is 1.5 times
 */
public record Guard(String metric, String name, double margin) {}
