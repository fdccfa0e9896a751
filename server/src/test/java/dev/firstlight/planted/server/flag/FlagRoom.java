package dev.firstlight.planted.server.flag;

/** Planted: an arrow that is not drawn. */
public record FlagRoom(dev.firstlight.planted.server.ruleset.RulesetRoom forbidden) {}
