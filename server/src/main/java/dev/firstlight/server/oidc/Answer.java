package dev.firstlight.server.oidc;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.firstlight.server.access.NotLetIn;
import dev.firstlight.server.access.NotLetIn.Problem;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a browser brings back from the provider, or from whoever sent it.
 *
 * @param state which sign-in it says that it ends
 * @param issuer who says so, where that is said (RFC 9207)
 */
record Answer(
        @Nullable String state,
        @Nullable String code,
        @Nullable String issuer,
        @Nullable String error) {

    /** Errors that pass by themselves (RFC 6749, 4.1.2.1). */
    private static final Set<String> AWAY = Set.of("server_error", "temporarily_unavailable");

    /** The code, where it is one that this provider gave. */
    String requireCode(OIDCProviderMetadata metadata) {
        requireIssuer(metadata);
        if (error != null) {
            throw new NotLetIn(
                    AWAY.contains(error) ? Problem.PROVIDER_AWAY : Problem.REFUSED,
                    null,
                    "the provider answered " + error);
        }
        if (code == null || code.isBlank()) {
            throw new NotLetIn(Problem.PROVIDER_WRONG, null, "the provider sent neither a code nor an error");
        }
        return code;
    }

    /** Another provider's code, which that one would like to see exchanged here, says so, or lacks what ours always says. */
    private void requireIssuer(OIDCProviderMetadata metadata) {
        boolean right = issuer == null
                ? !metadata.supportsAuthorizationResponseIssuerParam()
                : issuer.equals(metadata.getIssuer().getValue());
        if (!right) {
            throw new NotLetIn(
                    Problem.PROVIDER_WRONG,
                    null,
                    issuer == null ? "the answer does not say whose it is" : "the answer is that of " + issuer);
        }
    }
}
