package dev.firstlight.planted.server.flag;

/** Planted: HTTP that knows storage. */
public record FlagResource(FlagEntity forbidden) {}
