package dev.firstlight.planted.server.secret;

/** Planted: an arrow that is not drawn. */
public record SecretRoom(dev.firstlight.planted.server.access.AccessRoom forbidden) {}
