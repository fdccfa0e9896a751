package dev.firstlight.planted.server.schedule;

/** Planted: an arrow that is not drawn. */
public record ScheduleRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
