package dev.firstlight.server.delivery;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.SdkCallers;
import dev.firstlight.server.access.ServerKeys;
import dev.firstlight.server.platform.Bulkhead;
import dev.firstlight.server.platform.Refusals;
import dev.firstlight.server.platform.RouteAnswers;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetSupply;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The whole ruleset, as it was encoded when it was first asked for. Whose key is known waits for nothing at all. */
@ApplicationScoped
class RulesetRoute {

    /** After the gate, but before all that looks at a request's body, its session or its roles: there is none here. */
    static final int EARLY = -5_000;

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
    private static final CharSequence ACCEPT_ENCODING = HttpHeaders.createOptimized("Accept-Encoding");
    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");

    private final ServerKeys callers;
    private final RulesetSupply publisher;
    private final Editions editions;
    private final Bulkhead payloads;

    RulesetRoute(ServerKeys callers, RulesetSupply publisher, Editions editions, Payloads payloads) {
        this.callers = callers;
        this.publisher = publisher;
        this.editions = editions;
        this.payloads = payloads.bulkhead();
    }

    void register(@Observes Router router) {
        router.get("/sdk/v1/ruleset").order(EARLY).handler(this::serve);
        router.route("/sdk/v1/ruleset").handler(routing -> RouteAnswers.notAllowed(routing, "GET"));
    }

    private void serve(RoutingContext context) {
        String secret = SdkCallers.secret(context.request());
        Caller caller = callers.knownServer(secret);
        PublishedRuleset current = caller == null ? null : publisher.current(caller.requireEnvironment());
        if (current != null) {
            write(context, editions.of(current));
            return;
        }
        callers.requireServer(secret)
                .flatMap(found -> publisher.require(found.requireEnvironment()))
                .subscribe()
                .with(ruleset -> write(context, editions.of(ruleset)), e -> RouteAnswers.problem(context, e));
    }

    private void write(RoutingContext context, Edition edition) {
        HttpServerResponse response = context.response();
        MultiMap asked = context.request().headers();
        response.putHeader(HttpHeaders.ETAG, edition.tag())
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE)
                .putHeader(HttpHeaders.VARY, ACCEPT_ENCODING);
        String known = asked.get(HttpHeaders.IF_NONE_MATCH);
        if (known != null && (known.contains(edition.tag()) || known.trim().equals("*"))) {
            response.setStatusCode(304).end();
        } else if (!payloads.enter()) {
            Refusals.unavailable(response);
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
            boolean gzip = takesGzip(asked.get(HttpHeaders.ACCEPT_ENCODING));
            response.putHeader(HttpHeaders.CONTENT_ENCODING, gzip ? GZIP : HttpHeaders.IDENTITY);
            Buffer body = gzip ? edition.gzip() : edition.identity();
            response.end(body).onComplete(sent -> payloads.leave());
        }
    }

    static boolean takesGzip(@Nullable String accepted) {
        if (accepted == null) {
            return false;
        }
        if (accepted.equals("gzip")) {
            return true;
        }
        for (String coding : accepted.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = coding.split(";");
            if (parts[0].trim().equals("gzip")) {
                return parts.length == 1 || !parts[1].trim().matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
