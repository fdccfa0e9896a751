package dev.firstlight.planted.server.release;

/** Planted: an arrow that is not drawn. */
public record ReleaseRoom(dev.firstlight.planted.server.ruleset.RulesetRoom forbidden) {}
