package dev.firstlight.server.platform;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the platform would say nothing or the wrong: bodies that are too large, an Accept that is none, OPTIONS. */
@ApplicationScoped
class RouteGate {

    private static final int MUCH = 32;

    /** Possessive: a list of thousands is walked along, not descended into until the stack is at its end. */
    private static final Pattern ACCEPT = Pattern.compile(
            "\\s*[\\w!#$&^.+*-]+/[\\w!#$&^.+*-]+\\s*(;[^,]*)?(?:,\\s*[\\w!#$&^.+*-]+/[\\w!#$&^.+*-]+\\s*(;[^,]*)?)*+,?");

    private final AllowedMethods allowed;
    private final MemorySize most;

    RouteGate(AllowedMethods allowed, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
        this.allowed = allowed;
        this.most = most;
    }

    void register(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1).handler(this::check);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader("Content-Length");
        String accept = request.getHeader("Accept");
        if (length != null && length.length() < 19 && Long.parseLong(length) > most.asLongValue()) {
            RouteAnswers.problem(
                    context,
                    Failure.of(
                            Failure.Kind.TOO_LARGE,
                            "The body has " + length + " bytes; " + most.asLongValue() + " are allowed."));
            passOver(request);
        } else if (request.method() == HttpMethod.OPTIONS
                && !allowed.at(request.path()).isEmpty()) {
            String methods = String.join(", ", allowed.at(request.path()));
            context.response().putHeader("Allow", methods + ", OPTIONS").end();
        } else if (accept != null
                && !accept.isEmpty()
                && !ACCEPT.matcher(accept).matches()) {
            RouteAnswers.problem(
                    context,
                    Failure.of(Failure.Kind.MALFORMED, "Accept is no list of media types, e.g. application/json."));
        } else {
            context.next();
        }
    }

    /** Lets the sender finish, so that it comes to read why it was refused; one that does not end is cut off. */
    private void passOver(HttpServerRequest request) {
        long[] passed = {0};
        request.handler(piece -> {
            passed[0] += piece.length();
            if (passed[0] > MUCH * most.asLongValue()) {
                request.connection().close();
            }
        });
        request.resume();
    }
}
