package dev.firstlight.server.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.NewCookie;
import org.jspecify.annotations.Nullable;

/** The console's session cookie: bound to the host where the connection is safe, HttpOnly always. */
final class SessionCookie {

    private static final String PLAIN = "session";
    private static final String HOST_BOUND = "__Host-session";

    private SessionCookie() {}

    static @Nullable Cookie read(HttpServerRequest request) {
        Cookie bound = request.getCookie(HOST_BOUND);
        return bound != null ? bound : request.getCookie(PLAIN);
    }

    static NewCookie write(HttpServerRequest request, String token) {
        return build(request, token, (int) Sessions.LONGEST.toSeconds());
    }

    static NewCookie clear(HttpServerRequest request) {
        return build(request, "", 0);
    }

    private static NewCookie build(HttpServerRequest request, String value, int seconds) {
        boolean safe = request.isSSL();
        return new NewCookie.Builder(safe ? HOST_BOUND : PLAIN)
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure(safe)
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(seconds)
                .build();
    }
}
