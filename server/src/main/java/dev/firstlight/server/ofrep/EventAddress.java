package dev.firstlight.server.ofrep;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.SdkCallers;
import dev.firstlight.server.environment.EventToken;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of event streams. A provider opens its stream anew where the address differs, so it stays the same for as long
 * as the answer does; and it reads it only in an answer that is new to it, so that a new one must come with a new tag.
 */
@ApplicationScoped
class EventAddress {

    private final Optional<String> publicUrl;
    private final long life;
    private final Clock clock;

    EventAddress(
            @ConfigProperty(name = "firstlight.access.public-url") Optional<String> publicUrl,
            EventsConfig config,
            Clock clock) {
        this.publicUrl = publicUrl;
        this.life = Math.max(1, config.tokenLife().toSeconds());
        this.clock = clock;
    }

    /** When the addresses that are given now can no longer be used, in seconds since 1970. */
    long expires() {
        return (clock.instant().getEpochSecond() / life + 2) * life;
    }

    /** The address for who asked with a key and was answered by the ruleset at a position. */
    String of(Caller caller, HttpServerRequest request, String position) {
        String key = SdkCallers.secret(request);
        if (key == null) {
            throw new io.quarkus.security.UnauthorizedException();
        }
        String keyId = caller.id().substring(caller.id().indexOf(':') + 1);
        return base(request) + Notices.PATH + "?token="
                + EventToken.issue(keyId, key, expires(), position).text();
    }

    /** As people reach us, as far as it is known; only who asked reads what their own request claims. */
    private String base(HttpServerRequest request) {
        return publicUrl.map(url -> url.replaceAll("/+$", "")).orElseGet(() -> {
            String scheme = first(request.getHeader("X-Forwarded-Proto"));
            String host = first(request.getHeader("X-Forwarded-Host"));
            String own = request.authority() == null
                    ? "localhost"
                    : request.authority().toString();
            return ("https".equals(scheme) || request.isSSL() ? "https" : "http") + "://"
                    + (host == null || !host.matches("[a-z0-9.:\\[\\]-]{1,255}") ? own : host);
        });
    }

    private static @Nullable String first(@Nullable String header) {
        return header == null ? null : header.split(",")[0].trim().toLowerCase(Locale.ROOT);
    }
}
