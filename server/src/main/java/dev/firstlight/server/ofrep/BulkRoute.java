package dev.firstlight.server.ofrep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.SdkCallers;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.RouteAnswers;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * The short way to the answers for all flags: what providers ask for all day, below the REST layer, which takes longer than
 * evaluating. Whatever is out of the ordinary goes on to {@link OfrepResource}, where the endpoint is described.
 */
@ApplicationScoped
class BulkRoute {

    private static final int EARLY = -1_000;
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("private, no-store");

    /** Answers are written into the same memory one after the other, which then is in the processor's cache. */
    private static final FastThreadLocal<Bytes> BYTES = new FastThreadLocal<>() {
        @Override
        protected Bytes initialValue() {
            return new Bytes();
        }
    };

    private final Bulk bulk;
    private final SdkCallers callers;

    BulkRoute(Bulk bulk, SdkCallers callers) {
        this.bulk = bulk;
        this.callers = callers;
    }

    void register(@Observes Router router) {
        router.post("/ofrep/v1/evaluate/flags").order(EARLY).handler(this::serve);
    }

    private void serve(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Caller caller = callers.knownSdk(SdkCallers.secret(request));
        if (caller == null || !isOrdinary(request)) {
            routing.next();
            return;
        }
        request.body().onComplete(read -> {
            if (read.succeeded()) {
                answer(routing, caller, read.result());
            }
        });
        // Requests come paused, so that whoever takes them misses nothing.
        request.resume();
    }

    /** A JSON body that is not large, and no query. */
    private static boolean isOrdinary(HttpServerRequest request) {
        return "application/json".equals(request.headers().get(HttpHeaders.CONTENT_TYPE))
                && request.query() == null
                && isSmall(request.headers().get(HttpHeaders.CONTENT_LENGTH))
                && takesJson(request.headers().get(HttpHeaders.ACCEPT));
    }

    private static boolean isSmall(@Nullable String length) {
        // Five digits are less than a document may have.
        return length != null && length.length() <= 5;
    }

    private static boolean takesJson(@Nullable String accepted) {
        return accepted == null || accepted.equals("*/*") || accepted.equals("application/json");
    }

    private void answer(RoutingContext routing, Caller caller, Buffer body) {
        HttpServerRequest request = routing.request();
        ObjectNode sent;
        try {
            sent = OfrepContext.read(body.getBytes());
        } catch (OfrepContext.Refused e) {
            routing.response()
                    .setStatusCode(400)
                    .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                    .end(Json.write(e.about(null)));
            return;
        } catch (RuntimeException e) {
            RouteAnswers.problem(routing, e);
            return;
        }
        bulk.answer(caller, request, sent, request.headers().get(HttpHeaders.IF_NONE_MATCH), Position.BEGINNING)
                .invoke(answer -> write(routing.response(), answer))
                .subscribe()
                .with(answered -> {}, e -> RouteAnswers.problem(routing, e));
    }

    private static void write(HttpServerResponse response, Bulk.Answer answer) {
        Bulk.Body body = answer.body();
        if (body == null) {
            response.putHeader(HttpHeaders.ETAG, answer.tag())
                    .setStatusCode(304)
                    .end();
            return;
        }
        Bytes bytes = BYTES.get();
        bytes.clear();
        body.write(bytes);
        ByteBuf direct = bytes.toDirect();
        try {
            response.putHeader(HttpHeaders.ETAG, answer.tag())
                    .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                    .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                    .end(Buffer.buffer(direct))
                    .onComplete(sent -> direct.release());
        } catch (RuntimeException e) {
            direct.release();
            throw e;
        }
    }
}
