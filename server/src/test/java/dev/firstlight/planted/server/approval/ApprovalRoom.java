package dev.firstlight.planted.server.approval;

/** Planted: an arrow that is not drawn. */
public record ApprovalRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
