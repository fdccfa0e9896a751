package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.RouteAnswers;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Holds each credential to a number of requests a minute on this node, and says in each answer how many are left: the
 * {@code RateLimit} and {@code RateLimit-Policy} fields of the IETF's draft.
 */
@ApplicationScoped
class RateLimit {

    private static final int AFTER_THE_GATE = 9_000;
    private static final List<String> PATHS = List.of(
            "/api/v1/",
            "/ofrep/",
            "/client/v1/evaluate",
            "/api/client/",
            "/api/frontend",
            "/openfeature/",
            "/scim/",
            "/mcp");
    private static final long WINDOW_MS = 60_000;
    private static final int MOST_CALLERS = 50_000;

    private final Map<String, AtomicLong> used = new ConcurrentHashMap<>();
    private final RateLimitConfig config;
    private volatile long window;

    RateLimit(RateLimitConfig config) {
        this.config = config;
    }

    void register(@Observes Filters filters) {
        filters.register(this::count, AFTER_THE_GATE);
    }

    private void count(RoutingContext context) {
        if (PATHS.stream().noneMatch(context.request().path()::startsWith)) {
            context.next();
            return;
        }
        long now = System.currentTimeMillis();
        renew(now / WINDOW_MS);
        long limit = config.requestsPerMinute();
        long left = limit
                - used.computeIfAbsent(caller(context.request()), key -> new AtomicLong())
                        .incrementAndGet();
        long seconds = Math.max(1, (WINDOW_MS - now % WINDOW_MS + 999) / 1_000);
        HttpServerResponse response = context.response();
        response.putHeader("RateLimit-Policy", "\"minute\";q=" + limit + ";w=60")
                .putHeader("RateLimit", "\"minute\";r=" + Math.max(0, left) + ";t=" + seconds);
        if (left < 0) {
            response.putHeader("Retry-After", Long.toString(seconds));
            RouteAnswers.problem(
                    context,
                    Failure.of(
                            Failure.Kind.TOO_MANY,
                            "More than " + limit + " requests in a minute; go on in " + seconds + " s."));
        } else {
            context.next();
        }
    }

    /** All begin again with each minute; nobody is remembered longer. */
    private void renew(long minute) {
        if (window != minute || used.size() > MOST_CALLERS) {
            synchronized (this) {
                if (window != minute || used.size() > MOST_CALLERS) {
                    used.clear();
                    window = minute;
                }
            }
        }
    }

    /** The credential, or the address where there is none: never the secret itself. */
    private static String caller(HttpServerRequest request) {
        Cookie cookie = SessionCookie.read(request);
        String secret = request.getHeader("Authorization");
        if (secret == null) {
            secret = request.getHeader("X-API-Key");
        }
        if (secret == null && cookie != null) {
            secret = cookie.getValue();
        }
        return secret != null
                ? Ids.hash(secret)
                : String.valueOf(
                        request.remoteAddress() == null
                                ? "?"
                                : request.remoteAddress().hostAddress());
    }
}
