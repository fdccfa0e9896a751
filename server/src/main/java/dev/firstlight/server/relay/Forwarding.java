package dev.firstlight.server.relay;

import dev.firstlight.server.access.SdkCallers;
import dev.firstlight.server.access.ServerKeys;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.RouteAnswers;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what applications report. It is acknowledged when the server has it and not before; while the server is away
 * SDKs are told to keep it and come again.
 */
final class Forwarding {

    private static final List<String> PATHS = List.of("/sdk/v1/telemetry", "/sdk/v1/otlp/v1/metrics");
    private static final List<String> PASSED_ON =
            List.of("Content-Type", "Content-Encoding", "Authorization", "X-API-Key");
    private static final List<String> PASSED_BACK = List.of("Content-Type", "Retry-After");
    private static final long MOST_BYTES = 1 << 20;
    /** Each waits for an answer from far away: with a fifth of a second there and back, a thousand batches a second. */
    private static final int MOST_AT_ONCE = 256;

    private final HttpClient client;
    private final List<URI> upstream;
    private final ServerKeys keys;
    private final Duration patience;
    private volatile int server;

    Forwarding(Vertx vertx, List<URI> upstream, ServerKeys keys, Duration patience) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) patience.toMillis())
                .setMaxPoolSize(MOST_AT_ONCE)
                .setKeepAliveTimeout(30));
        this.upstream = upstream;
        this.keys = keys;
        this.patience = patience;
    }

    void register(Router router) {
        for (String path : PATHS) {
            // Two routes: on one, bodies would be read before anybody looks at the key.
            router.post(path).handler(this::check);
            router.post(path)
                    .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                    .handler(this::pass);
            router.route(path).handler(routing -> RouteAnswers.notAllowed(routing, "POST"));
        }
    }

    /** Whoever has none of our keys takes nothing of the line. */
    private void check(RoutingContext routing) {
        if (keys.knownServer(SdkCallers.secret(routing.request())) == null) {
            RouteAnswers.problem(
                    routing,
                    Failure.of(Failure.Kind.UNAUTHENTICATED, "This relay serves other keys, or the key was revoked."));
        } else {
            routing.next();
        }
    }

    private void pass(RoutingContext routing) {
        URI to = upstream.get(server % upstream.size());
        String base = to.getPath() == null ? "" : to.getPath().replaceAll("/+$", "");
        boolean tls = "https".equals(to.getScheme());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(tls)
                .setHost(to.getHost())
                .setPort(to.getPort() > 0 ? to.getPort() : tls ? 443 : 80)
                .setURI(base + routing.request().path())
                .setTimeout(patience.toMillis());
        for (String header : PASSED_ON) {
            String value = routing.request().getHeader(header);
            if (value != null) {
                options.putHeader(header, value);
            }
        }
        @Nullable Buffer sent = routing.body().buffer();
        client.request(options)
                .compose(request -> request.send(sent == null ? Buffer.buffer() : sent))
                .compose(response -> response.body().map(body -> {
                    routing.response().setStatusCode(response.statusCode());
                    for (String header : PASSED_BACK) {
                        String value = response.getHeader(header);
                        if (value != null) {
                            routing.response().putHeader(header, value);
                        }
                    }
                    return body;
                }))
                .onSuccess(body -> routing.response().end(body))
                .onFailure(e -> {
                    server++;
                    RouteAnswers.problem(
                            routing,
                            Failure.of(
                                    Failure.Kind.UNAVAILABLE,
                                    "The server that this relay follows does not answer; keep it and send it again."));
                });
    }
}
