package dev.firstlight.planted.server.ruleset;

/** Planted: an arrow that is not drawn. */
public record RulesetRoom(dev.firstlight.planted.server.release.ReleaseRoom forbidden) {}
