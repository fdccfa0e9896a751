package dev.firstlight.source;

import com.fasterxml.jackson.databind.JsonNode;

/** How far a ruleset is. */
record Position(long epoch, long revision) {

    static final Position NONE = new Position(0, 0);

    static Position of(JsonNode ruleset) {
        return new Position(
                ruleset.path("epoch").asLong(), ruleset.path("revision").asLong());
    }

    /** A new epoch comes after every revision of the one before; within one, revisions count. */
    boolean isAfter(Position other) {
        return epoch > other.epoch || (epoch == other.epoch && revision > other.revision);
    }

    /** As in {@code Last-Event-ID} and, in quotes, in {@code ETag}. */
    String text() {
        return epoch + "-" + revision;
    }
}
