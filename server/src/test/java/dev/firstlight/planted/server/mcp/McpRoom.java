package dev.firstlight.planted.server.mcp;

/** Planted: an arrow that is not drawn. */
public record McpRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
