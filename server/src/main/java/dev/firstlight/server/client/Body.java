package dev.firstlight.server.client;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Bodies of routes that lie below the REST layer. */
final class Body {

    private Body() {}

    /** The whole body, as long as it is no larger than a document may be. */
    static Uni<Buffer> read(HttpServerRequest request) {
        return Uni.createFrom().emitter(emitter -> {
            Buffer read = Buffer.buffer();
            request.handler(part -> {
                if (read.length() <= Json.DOCUMENT_LIMIT) {
                    read.appendBuffer(part);
                } else {
                    emitter.fail(Failure.of(
                            Failure.Kind.TOO_LARGE,
                            "The context is larger than " + Json.DOCUMENT_LIMIT + " bytes; send less."));
                }
            });
            request.exceptionHandler(emitter::fail);
            request.endHandler(end -> emitter.complete(read));
            request.resume();
        });
    }
}
