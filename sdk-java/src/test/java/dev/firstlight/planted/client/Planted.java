package dev.firstlight.planted.client;

/** Uses a JSON library, so that the rule of its room can be seen to bite. */
public final class Planted {

    Object forbidden = com.fasterxml.jackson.databind.JsonNode.class;
}
