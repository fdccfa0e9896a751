package dev.firstlight.server.platform;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/** Answers of routes that lie below the REST layer, and so write their own problems. */
public final class RouteAnswers {

    private static final Logger LOG = Logger.getLogger(RouteAnswers.class);

    private RouteAnswers() {}

    /** Says that an address takes another method, which RFC 9110 wants named; or, to OPTIONS, what it takes. */
    public static void notAllowed(RoutingContext context, String allowed) {
        if (context.request().method() == HttpMethod.OPTIONS) {
            context.response().putHeader("Allow", allowed + ", OPTIONS").end();
            return;
        }
        Problem problem = new Problem(
                "about:blank",
                "Method Not Allowed",
                405,
                "This address takes " + allowed + ".",
                null,
                null,
                null,
                null);
        context.response()
                .setStatusCode(405)
                .putHeader("Allow", allowed)
                .putHeader("Content-Type", "application/problem+json")
                .end(Json.write(problem));
    }

    /** Says what went wrong, unless the answer has been given. */
    public static void problem(RoutingContext context, Throwable e) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        Problem problem = failure(context, e).toProblem(null);
        response.setStatusCode(problem.status()).putHeader("Content-Type", "application/problem+json");
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        } else if (problem.status() == 503 || problem.status() == 429) {
            if (!response.headers().contains("Retry-After")) {
                response.putHeader("Retry-After", "1");
            }
        }
        response.end(Json.write(problem));
    }

    private static Failure failure(RoutingContext context, Throwable e) {
        if (e instanceof Failure known) {
            return known;
        }
        if (e instanceof AuthenticationFailedException || e instanceof UnauthorizedException) {
            return Failure.of(
                    Failure.Kind.UNAUTHENTICATED,
                    e.getMessage() == null
                            ? "Sign in, or send a token as \"Authorization: Bearer …\"."
                            : e.getMessage());
        }
        if (e instanceof ForbiddenException) {
            return Failure.of(
                    Failure.Kind.FORBIDDEN,
                    e.getMessage() == null ? "This credential may not do that." : e.getMessage());
        }
        LOG.warnf(e, "%s failed", context.normalizedPath());
        return Failure.of(Failure.Kind.UNAVAILABLE, "This cannot be answered just now; try again.");
    }
}
