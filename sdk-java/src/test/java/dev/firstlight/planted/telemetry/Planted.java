package dev.firstlight.planted.telemetry;

/** Uses a room beside it, so that the rule of its room can be seen to bite. */
public final class Planted {

    Object forbidden = dev.firstlight.planted.source.Planted.class;
}
