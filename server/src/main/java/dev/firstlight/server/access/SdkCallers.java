package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
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
 * revoked key is out within five; while the database does not answer, who was known stays known. However many requests
 * bring the same key at once, the database is asked once.
 */
@ApplicationScoped
public class SdkCallers implements ServerKeys {

    private static final long FRESH_NANOS = Duration.ofSeconds(3).toNanos();
    /** From then on somebody asks anew while the others go on with what is known. */
    private static final long RIPE_NANOS = FRESH_NANOS / 2;
    /** An unknown key may be made any moment. */
    private static final long UNKNOWN_NANOS = Duration.ofMillis(500).toNanos();

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    /** Over before what is known is no longer fresh: while the database is silent nobody waits for it. */
    private static final Duration SHORT_PATIENCE = Duration.ofMillis(1_400);

    private static final int MOST = 10_000;

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, Uni<Optional<Caller>>> asking = new ConcurrentHashMap<>();
    private final Instance<CredentialSource> sources;

    SdkCallers(Instance<CredentialSource> sources) {
        this.sources = sources;
    }

    /** What the database said of a key; no caller where it is of nobody. */
    private record Known(String secret, @Nullable Caller caller, long at) {
        boolean isFresh() {
            return System.nanoTime() - at < (caller == null ? UNKNOWN_NANOS : FRESH_NANOS);
        }

        boolean isRipe() {
            return caller != null && System.nanoTime() - at > RIPE_NANOS;
        }
    }

    /**
     * The secret of a request: a bearer token, X-API-Key, or the bare key as Authorization, as Unleash's SDKs send theirs;
     * null where there is none.
     */
    public static @Nullable String secret(HttpServerRequest request) {
        return secret(request.headers().get(HttpHeaders.AUTHORIZATION), request.getHeader("X-API-Key"));
    }

    /** The secret in these two headers, null where there is none. */
    public static @Nullable String secret(@Nullable String authorization, @Nullable String apiKey) {
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization.substring(7).trim();
        }
        boolean bare = authorization != null && !authorization.isBlank() && !authorization.contains(" ");
        return bare ? authorization : apiKey;
    }

    @Override
    public String shared(String secret) {
        Known found = known.get(secret);
        return found == null ? secret : found.secret();
    }

    /** Who holds a key, where that is known without asking anybody; else null. */
    private @Nullable Caller known(String secret) {
        Known found = known.get(secret);
        if (found == null || !found.isFresh()) {
            return null;
        }
        if (found.isRipe() && !asking.containsKey(found.secret())) {
            verify(found.secret()).subscribe().with(ignored -> {}, unknown -> {});
        }
        return found.caller();
    }

    @Override
    public @Nullable Caller knownServer(@Nullable String secret) {
        Caller caller = secret == null ? null : known(secret);
        return caller != null && caller.permissions().contains(Role.SDK_SERVER) ? caller : null;
    }

    /** Who holds a key of either kind, where that is known without asking anybody; else null. */
    public @Nullable Caller knownSdk(@Nullable String secret) {
        Caller caller = secret == null ? null : known(secret);
        return caller != null
                        && (caller.permissions().contains(Role.SDK_SERVER)
                                || caller.permissions().contains(Role.SDK_CLIENT))
                ? caller
                : null;
    }

    @Override
    public Uni<Caller> requireServer(@Nullable String secret) {
        if (secret == null) {
            return Uni.createFrom()
                    .failure(Failure.of(
                            Failure.Kind.UNAUTHENTICATED, "Send a server key as \"Authorization: Bearer fls_…\"."));
        }
        return require(secret).map(SdkCallers::checked);
    }

    /** Who holds a key of either kind; fails with 401, or 403 for a credential that is no SDK key. */
    public Uni<Caller> requireAny(@Nullable String secret) {
        if (secret == null) {
            return Uni.createFrom()
                    .failure(Failure.of(
                            Failure.Kind.UNAUTHENTICATED, "Send an SDK key as \"Authorization: Bearer …\"."));
        }
        return require(secret).invoke(Caller::requireEnvironment);
    }

    private Uni<Caller> require(String secret) {
        return find(secret)
                .map(caller -> caller.orElseThrow(() -> Failure.of(
                        Failure.Kind.UNAUTHENTICATED,
                        "This key is unknown or revoked; make a new one in the console.")));
    }

    /** Who holds a key, as it was a moment ago; empty where it is of nobody. */
    Uni<Optional<Caller>> find(String secret) {
        Caller caller = known(secret);
        if (caller != null) {
            return Uni.createFrom().item(Optional.of(caller));
        }
        Known found = known.get(secret);
        return found != null && found.isFresh()
                ? Uni.createFrom().item(Optional.ofNullable(found.caller()))
                : here(verify(secret));
    }

    /** One answer serves many requests, and each goes on with it where it is itself, with its own identity. */
    private static <T> Uni<T> here(Uni<T> answer) {
        Context mine = Vertx.currentContext();
        return mine == null ? answer : answer.emitOn(work -> mine.runOnContext(ignored -> work.run()));
    }

    private static Caller checked(Caller caller) {
        if (!caller.permissions().contains(Role.SDK_SERVER)) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "This takes a server key; a client key gets values, not rules.");
        }
        return caller;
    }

    /** Asks the database, once for all who want to know meanwhile. */
    @Override
    public Uni<Optional<Caller>> verify(String secret) {
        return Uni.createFrom()
                .deferred(() -> asking.computeIfAbsent(secret, key -> ask(key).onTermination()
                        .invoke(() -> asking.remove(key))
                        .memoize()
                        .indefinitely()));
    }

    private Uni<Optional<Caller>> ask(String secret) {
        for (CredentialSource source : sources) {
            if (source.issues(secret)) {
                return source.find(secret)
                        .ifNoItem()
                        .after(known.containsKey(secret) ? SHORT_PATIENCE : PATIENCE)
                        .fail()
                        .map(caller -> remember(secret, caller))
                        .onFailure()
                        .recoverWithItem(e -> lastKnown(secret, e));
            }
        }
        return Uni.createFrom().item(Optional.empty());
    }

    private Optional<Caller> remember(String secret, @Nullable Caller caller) {
        if (known.size() > MOST) {
            known.clear();
        }
        known.compute(secret, (key, old) -> new Known(old == null ? key : old.secret(), caller, System.nanoTime()));
        return Optional.ofNullable(caller);
    }

    private Optional<Caller> lastKnown(String secret, Throwable e) {
        Known last = known.get(secret);
        if (last == null || last.caller() == null) {
            throw Failure.of(Failure.Kind.UNAVAILABLE, "The key cannot be checked just now: " + e.getMessage());
        }
        known.put(secret, new Known(last.secret(), last.caller(), System.nanoTime()));
        return Optional.of(last.caller());
    }
}
