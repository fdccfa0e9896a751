package dev.firstlight.server.delivery;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Problem;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/** Answers of routes that lie below the REST layer, and so write their own problems. */
final class Answers {

    private static final Logger LOG = Logger.getLogger(Answers.class);

    private Answers() {}

    static void problem(RoutingContext context, Throwable e) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (!(e instanceof Failure)) {
            LOG.warnf(e, "%s failed", context.normalizedPath());
        }
        Failure failure = e instanceof Failure known
                ? known
                : Failure.of(Failure.Kind.UNAVAILABLE, "This cannot be answered just now; try again.");
        Problem problem = failure.toProblem(null);
        response.setStatusCode(problem.status()).putHeader("Content-Type", "application/problem+json");
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        } else if (problem.status() == 503) {
            response.putHeader("Retry-After", "1");
        }
        response.end(Json.write(problem));
    }
}
