package dev.firstlight.server.platform;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cookie that only the server reads: HttpOnly always, and bound to the host where the connection is safe.
 *
 * @param name what it is called where it is not bound
 */
public record HostCookie(String name) {

    /** Its name where it is bound to the host. */
    public String boundName() {
        return "__Host-" + name;
    }

    /** What it says; null where it was not sent. Over a safe connection only the bound one counts, which no other host can set. */
    public @Nullable String read(HttpServerRequest request) {
        Cookie cookie = request.getCookie(request.isSSL() ? boundName() : name);
        return cookie == null ? null : cookie.getValue();
    }

    /** Sets it, for so long. */
    public NewCookie write(HttpServerRequest request, String value, Duration life) {
        boolean safe = request.isSSL();
        return new NewCookie.Builder(safe ? boundName() : name)
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure(safe)
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge((int) life.toSeconds())
                .build();
    }

    /** Takes it away. */
    public NewCookie clear(HttpServerRequest request) {
        return write(request, "", Duration.ZERO);
    }
}
