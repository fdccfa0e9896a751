package dev.firstlight.planted.server.audit;

/** Planted: an arrow that is not drawn. */
public record AuditRoom(dev.firstlight.planted.server.environment.EnvironmentRoom forbidden) {}
