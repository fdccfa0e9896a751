package dev.firstlight.server.access;

import dev.firstlight.server.platform.HostCookie;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.NewCookie;
import org.jspecify.annotations.Nullable;

/** The console's session cookie: bound to the host where the connection is safe, HttpOnly always. */
final class SessionCookie {

    private static final HostCookie COOKIE = new HostCookie("session");

    private SessionCookie() {}

    static @Nullable Cookie read(HttpServerRequest request) {
        // Where the connection is safe, a neighbouring host cannot have set the bound one; the other it can.
        return request.getCookie(request.isSSL() ? COOKIE.boundName() : COOKIE.name());
    }

    /** The session's token; empty where there is none. */
    static String token(HttpServerRequest request) {
        Cookie cookie = read(request);
        return cookie == null ? "" : cookie.getValue();
    }

    static NewCookie write(HttpServerRequest request, String token) {
        return COOKIE.write(request, token, Sessions.LONGEST);
    }

    static NewCookie clear(HttpServerRequest request) {
        return COOKIE.clear(request);
    }
}
