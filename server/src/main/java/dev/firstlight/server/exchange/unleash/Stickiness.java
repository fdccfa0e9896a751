package dev.firstlight.server.exchange.unleash;

import java.util.List;

/**
 * What keeps a user with what they got.
 *
 * @param fields of the context, the first that is there; none where every evaluation draws lots
 * @param lots whether a context with none of them draws lots
 */
record Stickiness(List<String> fields, boolean lots) {

    private static final String RANDOM = "random";

    /** Of a rollout. */
    static Stickiness ofRollout(String name) {
        return switch (name) {
            case "", "default" -> new Stickiness(List.of(Fields.USER_ID, Fields.SESSION_ID), true);
            case RANDOM -> new Stickiness(List.of(), true);
            default -> new Stickiness(List.of(name), false);
        };
    }

    /** Of variants. */
    static Stickiness ofVariants(String name) {
        return switch (name) {
            case "", "default" ->
                new Stickiness(List.of(Fields.USER_ID, Fields.SESSION_ID, Fields.REMOTE_ADDRESS), true);
            case RANDOM -> new Stickiness(List.of(), true);
            default -> new Stickiness(List.of(name), true);
        };
    }
}
