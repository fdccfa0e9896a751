package dev.firstlight.planted.source;

/** Uses a room beside it, so that the rule of its room can be seen to bite. */
public final class Planted {

    Object forbidden = dev.firstlight.planted.telemetry.Planted.class;
}
