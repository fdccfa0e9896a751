package dev.firstlight.server.targeting;

import dev.firstlight.server.platform.Idempotency;
import java.util.function.Function;

/**
 * A request that is done once, however often it is sent: its answer is kept with the edit.
 *
 * @param key what the client named it
 * @param answer what to keep of the answer
 */
record Once<R>(Idempotency.Key key, Function<R, String> answer) {

    /** As it is kept: the answer sealed. */
    record Row(String owner, String keyHash, String request, byte[] answer) {}

    Row row(R made) {
        return new Row(key.owner(), key.hash(), key.request(), key.seal(answer.apply(made)));
    }
}
