package dev.firstlight.planted.server.release;

/** Planted: a pure class with a clock. */
public record ClockMachine(java.time.Clock forbidden) {}
