package dev.firstlight.planted.server.deployment;

/** Planted: an arrow that is not drawn. */
public record DeploymentRoom(dev.firstlight.planted.server.release.ReleaseRoom forbidden) {}
