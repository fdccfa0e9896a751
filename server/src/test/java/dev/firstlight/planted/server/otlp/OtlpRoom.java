package dev.firstlight.planted.server.otlp;

/** Planted: an arrow that is not drawn. */
public record OtlpRoom(dev.firstlight.planted.server.audit.AuditRoom forbidden) {}
