package dev.firstlight.planted.server.watch;

/** Planted: an arrow that is not drawn. */
public record WatchRoom(dev.firstlight.planted.server.audit.AuditRoom forbidden) {}
