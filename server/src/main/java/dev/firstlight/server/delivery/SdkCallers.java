package dev.firstlight.server.delivery;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.CredentialSource;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose key a request carries. What the database said is kept for three seconds, so that reading needs no database and a
 * revoked key is out within five; while the database does not answer, who was known stays known.
 */
@ApplicationScoped
class SdkCallers {

    private static final long FRESH_NANOS = Duration.ofSeconds(3).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int MOST = 10_000;

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Instance<CredentialSource> sources;

    SdkCallers(Instance<CredentialSource> sources) {
        this.sources = sources;
    }

    private record Known(Caller caller, long at) {}

    /** The secret of a request: a bearer token or X-API-Key; null where there is none. */
    static @Nullable String secret(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization.substring(7).trim();
        }
        return request.getHeader("X-API-Key");
    }

    /** Who holds a server key; fails with 401 or 403. */
    Uni<Caller> requireServer(@Nullable String secret) {
        if (secret == null) {
            return Uni.createFrom()
                    .failure(Failure.of(
                            Failure.Kind.UNAUTHENTICATED, "Send a server key as \"Authorization: Bearer fls_…\"."));
        }
        Known fresh = known.get(secret);
        Uni<Optional<Caller>> found = fresh != null && System.nanoTime() - fresh.at() < FRESH_NANOS
                ? Uni.createFrom().item(Optional.of(fresh.caller()))
                : verify(secret);
        return found.map(caller -> checked(caller.orElseThrow(() -> Failure.of(
                Failure.Kind.UNAUTHENTICATED, "This key is unknown or revoked; make a new one in the console."))));
    }

    private static Caller checked(Caller caller) {
        if (!caller.permissions().contains(Role.SDK_SERVER)) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "This takes a server key; a client key gets values, not rules.");
        }
        return caller;
    }

    /** Asks the database anew; empty where the key is unknown or revoked by now. */
    Uni<Optional<Caller>> verify(String secret) {
        for (CredentialSource source : sources) {
            if (source.issues(secret)) {
                return source.find(secret)
                        .ifNoItem()
                        .after(PATIENCE)
                        .fail()
                        .map(caller -> remember(secret, caller))
                        .onFailure()
                        .recoverWithItem(e -> lastKnown(secret, e));
            }
        }
        return Uni.createFrom().item(Optional.empty());
    }

    private Optional<Caller> remember(String secret, @Nullable Caller caller) {
        if (caller == null) {
            known.remove(secret);
            return Optional.empty();
        }
        if (known.size() > MOST) {
            known.clear();
        }
        known.put(secret, new Known(caller, System.nanoTime()));
        return Optional.of(caller);
    }

    private Optional<Caller> lastKnown(String secret, Throwable e) {
        Known last = known.get(secret);
        if (last == null) {
            throw Failure.of(Failure.Kind.UNAVAILABLE, "The key cannot be checked just now: " + e.getMessage());
        }
        return Optional.of(last.caller());
    }
}
