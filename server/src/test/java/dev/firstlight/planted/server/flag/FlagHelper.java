package dev.firstlight.planted.server.flag;

/** Planted: a name that says nothing. */
public record FlagHelper() {}
