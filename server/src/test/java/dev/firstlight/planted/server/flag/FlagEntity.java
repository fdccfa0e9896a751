package dev.firstlight.planted.server.flag;

/** Planted: storage. */
public record FlagEntity() {}
