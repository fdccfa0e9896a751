package dev.firstlight.planted.server.scim;

/** Planted: an arrow that is not drawn. */
public record ScimRoom(dev.firstlight.planted.server.environment.EnvironmentRoom forbidden) {}
