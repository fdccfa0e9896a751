package dev.firstlight.server.platform;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Answers to those there is no room for. They are made once, so that refusing costs next to nothing, and name different
 * times to come back, so that those who were refused together do not come back together.
 */
public final class Refusals {

    private static final int LONGEST_AWAY_S = 5;
    private static final Buffer UNAVAILABLE = body(
            Failure.Kind.UNAVAILABLE,
            "There are too many requests of this kind at once; come back when Retry-After says.");
    private static final Buffer TOO_MANY =
            body(Failure.Kind.TOO_MANY, "Telemetry has to wait just now; send the batch again when Retry-After says.");

    private Refusals() {}

    /** 503: this node has no room for that just now. */
    public static void unavailable(HttpServerResponse response) {
        refuse(response, 503, UNAVAILABLE);
    }

    /** 429: this can wait, and something else cannot. */
    public static void tooMany(HttpServerResponse response) {
        refuse(response, 429, TOO_MANY);
    }

    private static void refuse(HttpServerResponse response, int status, Buffer body) {
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        int away = ThreadLocalRandom.current().nextInt(1, LONGEST_AWAY_S + 1);
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(away))
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                .end(body);
    }

    private static Buffer body(Failure.Kind kind, String detail) {
        return Buffer.buffer(Json.write(Failure.of(kind, detail).toProblem(null)));
    }
}
