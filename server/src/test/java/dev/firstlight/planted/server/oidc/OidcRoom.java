package dev.firstlight.planted.server.oidc;

/** Planted: an arrow that is not drawn. */
public record OidcRoom(dev.firstlight.planted.server.audit.AuditRoom forbidden) {}
