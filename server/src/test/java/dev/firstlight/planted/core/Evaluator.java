package dev.firstlight.planted.core;

/** Planted: a pure class that waits for something. */
public record Evaluator(io.smallrye.mutiny.Uni<String> forbidden) {}
