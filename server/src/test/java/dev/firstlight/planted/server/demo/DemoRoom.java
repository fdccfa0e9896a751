package dev.firstlight.planted.server.demo;

/** Planted: an arrow that is not drawn. */
public record DemoRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
