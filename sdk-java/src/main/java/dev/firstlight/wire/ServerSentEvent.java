package dev.firstlight.wire;

/**
 * One event of an event stream.
 *
 * @param type {@code message} where the stream names none
 * @param data the lines of data, joined by line feeds
 * @param lastEventId the id in force, empty where there has been none
 */
public record ServerSentEvent(String type, String data, String lastEventId) {}
