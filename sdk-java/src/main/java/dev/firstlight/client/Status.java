package dev.firstlight.client;

/**
 * How a client stands.
 *
 * @param state in one word
 * @param reason in a sentence, for logs and for people
 */
public record Status(State state, String reason) {

    /** What a client can answer with. */
    public enum State {
        /** No ruleset has arrived yet: every evaluation answers its fallback. */
        NOT_READY,
        /** The ruleset is the one that the server has. */
        READY,
        /** There is a ruleset, but the server may have a newer one; evaluations go on. */
        STALE,
        /** The server refuses the key, and the client has stopped asking. Evaluations go on with what is there. */
        ERROR
    }
}
