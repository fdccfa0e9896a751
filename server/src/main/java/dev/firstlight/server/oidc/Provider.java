package dev.firstlight.server.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.firstlight.server.access.NotLetIn;
import dev.firstlight.server.access.NotLetIn.Problem;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the provider publishes of itself, kept for a while: where its doors are, and its keys. */
final class Provider {

    private static final Duration GOOD = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final Issuer issuer;
    private final ProviderCalls calls;
    private final Duration againAfter;
    private final Clock clock;
    private @Nullable Known good;
    private @Nullable Reading reading;

    /**
     * Of an issuer.
     *
     * @param againAfter how long ago it was read at least when somebody needs what is newer
     */
    Provider(Issuer issuer, ProviderCalls calls, Duration againAfter, Clock clock) {
        this.issuer = issuer;
        this.calls = calls;
        this.againAfter = againAfter;
        this.clock = clock;
    }

    /** What was read, and when. */
    record Known(OIDCProviderMetadata metadata, JWKSet keys, Instant at) {}

    private record Reading(Instant begun, Uni<Known> outcome) {}

    /** What is known, an hour old at most. */
    synchronized Uni<Known> known() {
        return good != null && good.at().isAfter(clock.instant().minus(GOOD))
                ? Uni.createFrom().item(good)
                : read(AFTER_FAILURE);
    }

    /** The same read again, but not more often than once in a while. */
    synchronized Uni<Known> again() {
        Known before = good;
        Uni<Known> again = read(againAfter);
        return before == null ? again : again.onFailure().recoverWithItem(before);
    }

    /** Whoever asks meanwhile waits for the same answers. */
    private Uni<Known> read(Duration atMostEvery) {
        Instant now = clock.instant();
        Reading last = reading;
        if (last != null && last.begun().isAfter(now.minus(atMostEvery))) {
            return last.outcome();
        }
        Uni<Known> outcome = metadata()
                .flatMap(metadata -> keys(metadata).map(keys -> new Known(metadata, keys, now)))
                .invoke(this::keep)
                .memoize()
                .indefinitely();
        reading = new Reading(now, outcome);
        return outcome;
    }

    private synchronized void keep(Known known) {
        good = known;
    }

    private Uni<OIDCProviderMetadata> metadata() {
        String base = issuer.getValue();
        String without = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return calls.document(
                        URI.create(without + "/.well-known/openid-configuration"), Map.of("Accept", "application/json"))
                .map(text -> {
                    try {
                        OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(text);
                        if (!metadata.getIssuer().equals(issuer)) {
                            throw wrong("says that its issuer is " + metadata.getIssuer() + ", not " + issuer);
                        }
                        requireSafe("authorization_endpoint", metadata.getAuthorizationEndpointURI());
                        requireSafe("token_endpoint", metadata.getTokenEndpointURI());
                        requireSafe("jwks_uri", metadata.getJWKSetURI());
                        if (metadata.getUserInfoEndpointURI() != null) {
                            requireSafe("userinfo_endpoint", metadata.getUserInfoEndpointURI());
                        }
                        return metadata;
                    } catch (ParseException e) {
                        throw ProviderCalls.unreadable("metadata", e);
                    }
                });
    }

    private static void requireSafe(String what, @Nullable URI uri) {
        if (uri == null || !Registration.isSafe(uri)) {
            throw wrong("has no " + what + " that is an https address");
        }
    }

    private Uni<JWKSet> keys(OIDCProviderMetadata metadata) {
        return calls.document(metadata.getJWKSetURI(), Map.of("Accept", "application/jwk-set+json, application/json"))
                .map(text -> {
                    try {
                        return JWKSet.parse(text);
                    } catch (java.text.ParseException e) {
                        throw wrong("has keys that cannot be read");
                    }
                });
    }

    private static NotLetIn wrong(String what) {
        return new NotLetIn(Problem.PROVIDER_WRONG, null, "the provider " + what);
    }
}
