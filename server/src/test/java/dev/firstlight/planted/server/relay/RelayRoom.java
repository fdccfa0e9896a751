package dev.firstlight.planted.server.relay;

/** Planted: an arrow that is not drawn. */
public record RelayRoom(dev.firstlight.planted.server.audit.AuditRoom forbidden) {}
