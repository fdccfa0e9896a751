package dev.firstlight.server.platform;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What is refused before any route sees it: confusing paths, forged requests of browsers; and the headers all answers carry. */
@ApplicationScoped
class RequestGate {

    private static final int FIRST = 10_000;
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final CharSequence CONTENT_POLICY =
            HttpHeaders.createOptimized("default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
                    + " data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    /** The page that shows the API's document starts by a script in itself; whoever sees it is signed in. */
    private static final CharSequence REFERENCE_POLICY =
            HttpHeaders.createOptimized("default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self'"
                    + " 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'");

    private static final CharSequence CONTENT_POLICY_NAME = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence TRANSPORT = HttpHeaders.createOptimized("Strict-Transport-Security");
    private static final CharSequence A_YEAR = HttpHeaders.createOptimized("max-age=31536000; includeSubDomains");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence OPENER_POLICY = HttpHeaders.createOptimized("Cross-Origin-Opener-Policy");
    private static final CharSequence SAME_ORIGIN = HttpHeaders.createOptimized("same-origin");
    private static final CharSequence FRAME_OPTIONS = HttpHeaders.createOptimized("X-Frame-Options");
    private static final CharSequence DENY = HttpHeaders.createOptimized("DENY");

    /** Whether people are told to come by TLS; before a proxy that ends it, the connection does not show. */
    private final boolean isPublishedByTls;

    RequestGate(@ConfigProperty(name = "firstlight.access.public-url") Optional<String> publicUrl) {
        this.isPublishedByTls =
                publicUrl.filter(url -> url.startsWith("https://")).isPresent();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    /** What the router refuses before any filter sees it. */
    void register(@Observes Router router) {
        router.errorHandler(400, context -> {
            addHeaders(context);
            refuse(context, Failure.of(Failure.Kind.MALFORMED, "The address cannot be read."));
        });
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        addHeaders(context);
        if (isConfusing(request.path()) || isUnreadable(request.uri())) {
            refuse(
                    context,
                    Failure.of(
                            Failure.Kind.MALFORMED,
                            "The address holds a character or an escape that is not taken here."));
        } else if (isServerKeyInBrowser(request)) {
            refuse(
                    context,
                    Failure.of(
                            Failure.Kind.FORBIDDEN, "A server key must not be used in a browser; use a client key."));
        } else if (isForged(request)) {
            refuse(
                    context,
                    Failure.of(
                            Failure.Kind.FORBIDDEN,
                            "A change made with a session needs the header X-Firstlight, from the console's own origin."));
        } else {
            context.next();
        }
    }

    private void addHeaders(RoutingContext context) {
        String path = context.request().path();
        boolean isReference = path != null && path.startsWith("/q/swagger-ui");
        context.response()
                .putHeader(TYPE_OPTIONS, NO_SNIFF)
                .putHeader(REFERRER_POLICY, NO_REFERRER)
                .putHeader(FRAME_OPTIONS, DENY)
                .putHeader(OPENER_POLICY, SAME_ORIGIN)
                .putHeader(CONTENT_POLICY_NAME, isReference ? REFERENCE_POLICY : CONTENT_POLICY);
        if (path != null && path.startsWith("/api/v1/")) {
            context.response().putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        }
        if (isPublishedByTls || context.request().isSSL()) {
            context.response().putHeader(TRANSPORT, A_YEAR);
        }
    }

    static boolean isConfusing(@Nullable String path) {
        if (path == null || isConfusingAsItStands(path)) {
            return true;
        }
        if (path.indexOf('%') < 0) {
            return false;
        }
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.contains("%3b")
                || lower.contains("%2f")
                || lower.contains("%5c")
                || lower.contains("%00")
                || isConfusingAsItStands(lower.replace("%2e", "."));
    }

    private static boolean isConfusingAsItStands(String path) {
        return path.contains("//")
                || path.contains("/../")
                || path.endsWith("/..")
                || path.contains("/./")
                || path.endsWith("/.")
                || path.contains(";")
                || path.contains("\\");
    }

    /** An escape that is none, or one of the character 0, which the database cannot keep. */
    static boolean isUnreadable(String uri) {
        for (int i = uri.indexOf('%'); i >= 0; i = uri.indexOf('%', i + 1)) {
            if (i + 2 >= uri.length()
                    || Character.digit(uri.charAt(i + 1), 16) < 0
                    || Character.digit(uri.charAt(i + 2), 16) < 0
                    || uri.startsWith("%00", i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isServerKeyInBrowser(HttpServerRequest request) {
        return request.getHeader("Origin") != null
                && (isServerKey(request.getHeader("Authorization")) || isServerKey(request.getHeader("X-API-Key")));
    }

    /** With or without a scheme before it: some clients send the bare key. */
    private static boolean isServerKey(@Nullable String header) {
        return header != null && header.substring(header.lastIndexOf(' ') + 1).startsWith("fls_");
    }

    /** A browser sends a session's cookie with any page's request; only our own page can add the header. */
    private static boolean isForged(HttpServerRequest request) {
        if (READS.contains(request.method()) || request.getHeader("Authorization") != null) {
            return false;
        }
        boolean fromOwnOrigin = isOwnOrigin(request.getHeader("Origin"), request);
        boolean hasSession = request.getCookie("session") != null || request.getCookie("__Host-session") != null;
        return hasSession && (request.getHeader("X-Firstlight") == null || !fromOwnOrigin);
    }

    private static boolean isOwnOrigin(@Nullable String origin, HttpServerRequest request) {
        if (origin == null) {
            return true;
        }
        try {
            URI uri = URI.create(origin);
            return uri.getAuthority() != null
                    && request.authority() != null
                    && uri.getAuthority().equalsIgnoreCase(request.authority().toString());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void refuse(RoutingContext context, Failure failure) {
        Problem problem = failure.toProblem(null);
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(JsonObject.of(
                                "type", problem.type(),
                                "title", problem.title(),
                                "status", problem.status(),
                                "detail", problem.detail())
                        .encode());
    }
}
