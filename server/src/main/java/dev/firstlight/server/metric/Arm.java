package dev.firstlight.server.metric;

/** The side of a release that a unit was served on its first exposure. */
public enum Arm {
    TREATMENT,
    CONTROL
}
