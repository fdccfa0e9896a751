package dev.firstlight.planted.server.webhook;

/** Planted: an arrow that is not drawn. */
public record WebhookRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
