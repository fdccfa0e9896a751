package dev.firstlight.planted.rest;

/** Uses a room that it may not, so that the rule of its room can be seen to bite. */
public final class Planted {

    Object forbidden = dev.firstlight.planted.source.Planted.class;
}
