package dev.firstlight.planted.server.access;

/** Planted: an arrow that is not drawn. */
public record AccessRoom(dev.firstlight.planted.server.audit.AuditRoom forbidden) {}
