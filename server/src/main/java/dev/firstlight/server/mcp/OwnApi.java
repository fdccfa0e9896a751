package dev.firstlight.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * This server's own API, asked over its own port with the caller's own credential. Whatever the API asks of a request
 * (rights, approvals, freezes, budgets, limits, the audit) it asks of a tool's, because a tool's is one.
 */
@ApplicationScoped
class OwnApi {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 64;
    private static final int LARGEST = 2 << 20;
    private static final int SUCCESS = 300;

    private final HttpClient client;

    OwnApi(Vertx vertx) {
        // Who is at the other end is no question: it is where the caller's own request came in.
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(5_000)
                .setMaxPoolSize(AT_ONCE)
                .setTrustAll(true)
                .setVerifyHost(false));
    }

    /** The API as who made a request to this server. */
    Line of(HttpServerRequest caller) {
        SocketAddress here = caller.connection().localAddress();
        return new Line(
                client,
                new RequestOptions()
                        .setServer(here)
                        .setHost("localhost")
                        .setPort(here.port())
                        .setSsl(caller.connection().isSsl())
                        .setTimeout(PATIENCE.toMillis())
                        .putHeader(HttpHeaders.AUTHORIZATION, caller.getHeader(HttpHeaders.AUTHORIZATION))
                        .putHeader(HttpHeaders.ACCEPT, "application/json, application/problem+json"));
    }

    /** The API refused, with its problem. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ObjectNode problem;

        Refused(ObjectNode problem) {
            super(problem.path("detail").asText(), null, false, false);
            this.problem = problem;
        }

        ObjectNode problem() {
            return problem;
        }
    }

    /** The API as one caller. */
    static final class Line {
        private final HttpClient client;
        private final RequestOptions where;

        private Line(HttpClient client, RequestOptions where) {
            this.client = client;
            this.where = where;
        }

        /**
         * Asks.
         *
         * @param arguments what the request is made of; of any tool {@code idempotencyKey} and {@code version} among them
         * @return the answer; fails with {@link Refused}
         */
        Uni<ObjectNode> ask(ApiRequest asked, ObjectNode arguments) {
            RequestOptions options =
                    new RequestOptions(where).setMethod(asked.method()).setURI(asked.uri(arguments));
            if (arguments.has("idempotencyKey")) {
                options.putHeader(
                        "Idempotency-Key", arguments.get("idempotencyKey").asText());
            }
            if (arguments.has("version")) {
                options.putHeader(
                        HttpHeaders.IF_MATCH, "\"" + arguments.get("version").asText() + "\"");
            }
            Buffer body = Buffer.buffer();
            if (asked.method() != HttpMethod.GET) {
                options.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
                body.appendString(asked.content(arguments).toString());
            }
            return Uni.createFrom()
                    .<HttpClientResponse>emitter(emitter -> client.request(options)
                            .flatMap(request -> request.send(body))
                            .onSuccess(emitter::complete)
                            .onFailure(emitter::fail))
                    .flatMap(response -> Uni.createFrom().<ObjectNode>emitter(emitter -> response.body()
                            .map(read -> answer(response.statusCode(), read))
                            .onSuccess(emitter::complete)
                            .onFailure(emitter::fail)))
                    .onFailure(e -> !(e instanceof Refused))
                    .transform(e -> new Refused(Json.object()
                            .put("title", "Unavailable")
                            .put("status", 503)
                            .put("detail", "This cannot be answered just now, try again: " + e.getMessage())));
        }

        private static ObjectNode answer(int status, Buffer body) {
            if (body.length() > LARGEST) {
                throw new Refused(Json.object()
                        .put("title", "Too large")
                        .put("status", 413)
                        .put("detail", "The answer has more than 2 MB; ask for fewer with \"limit\"."));
            }
            ObjectNode answer = (ObjectNode) Json.read(body.toString());
            if (status >= SUCCESS) {
                throw new Refused(answer);
            }
            return answer;
        }
    }
}
