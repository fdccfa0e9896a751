package dev.firstlight.server.delivery;

import dev.firstlight.server.platform.RouteAnswers;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The whole ruleset, as it was encoded when it was published. */
@ApplicationScoped
class RulesetRoute {

    private final SdkCallers callers;
    private final RulesetPublisher publisher;

    RulesetRoute(SdkCallers callers, RulesetPublisher publisher) {
        this.callers = callers;
        this.publisher = publisher;
    }

    void register(@Observes Router router) {
        router.get("/sdk/v1/ruleset").handler(this::serve);
    }

    private void serve(RoutingContext context) {
        callers.requireServer(SdkCallers.secret(context.request()))
                .flatMap(caller -> publisher.require(caller.requireEnvironment()))
                .subscribe()
                .with(ruleset -> write(context, ruleset), e -> RouteAnswers.problem(context, e));
    }

    private static void write(RoutingContext context, PublishedRuleset ruleset) {
        HttpServerResponse response = context.response();
        String tag = '"' + ruleset.position() + '"';
        response.putHeader("ETag", tag).putHeader("Cache-Control", "no-cache").putHeader("Vary", "Accept-Encoding");
        String known = context.request().getHeader("If-None-Match");
        if (known != null && (known.contains(tag) || known.trim().equals("*"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", "application/json");
        if (takesGzip(context.request().getHeader("Accept-Encoding"))) {
            response.putHeader("Content-Encoding", "gzip").end(Buffer.buffer(ruleset.gzip()));
        } else {
            response.end(Buffer.buffer(ruleset.identity()));
        }
    }

    static boolean takesGzip(@Nullable String accepted) {
        if (accepted == null) {
            return false;
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
