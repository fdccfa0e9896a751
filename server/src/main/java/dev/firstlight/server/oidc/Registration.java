package dev.firstlight.server.oidc;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.firstlight.server.access.Role;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What we are at the provider, as the operator says it.
 *
 * @param secret null for a public client
 * @param newcomers what people whom nobody added may do everywhere; null where they do not come in
 */
record Registration(
        Issuer issuer,
        ClientID client,
        @Nullable Secret secret,
        String name,
        Scope scopes,
        String groupsClaim,
        boolean trustEmail,
        @Nullable Role newcomers) {

    private static final int LONGEST_NAME = 60;

    /** Settings with which nobody could come in; the message names the variable. */
    static final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unusable(String variable, String why) {
            super(variable + " " + why, null, false, false);
        }
    }

    /** Nothing where no provider is named. */
    static Optional<Registration> of(OidcConfig config) {
        if (config.issuer().isEmpty()) {
            if (config.clientId().isPresent() || config.clientSecret().isPresent()) {
                throw new Unusable("FIRSTLIGHT_OIDC_ISSUER", "is missing: name the provider of the client.");
            }
            return Optional.empty();
        }
        String client = config.clientId()
                .filter(id -> !id.isBlank())
                .orElseThrow(() -> new Unusable(
                        "FIRSTLIGHT_OIDC_CLIENT_ID", "is missing: the provider shows it where we are registered."));
        Scope scopes = new Scope(config.scopes().toArray(String[]::new));
        if (!scopes.contains("openid")) {
            throw new Unusable("FIRSTLIGHT_OIDC_SCOPES", "lacks openid, without which no provider says who came.");
        }
        if (config.name().isBlank() || config.name().length() > LONGEST_NAME) {
            throw new Unusable("FIRSTLIGHT_OIDC_NAME", "has 1 to " + LONGEST_NAME + " characters.");
        }
        if (config.groupsClaim().isBlank()) {
            throw new Unusable("FIRSTLIGHT_OIDC_GROUPS_CLAIM", "is empty: leave it out for \"groups\".");
        }
        if (config.timeout().isNegative() || config.timeout().isZero()) {
            throw new Unusable("FIRSTLIGHT_OIDC_TIMEOUT", "has to be longer than nothing, for example 5s.");
        }
        return Optional.of(new Registration(
                issuer(config.issuer().get()),
                new ClientID(client),
                config.clientSecret().map(Secret::new).orElse(null),
                config.name(),
                scopes,
                config.groupsClaim(),
                config.trustEmail(),
                config.provision() ? config.role() : null));
    }

    private static Issuer issuer(String text) {
        try {
            URI uri = new URI(text);
            if (!isSafe(uri) || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw new Unusable(
                        "FIRSTLIGHT_OIDC_ISSUER",
                        "is \"" + text + "\": an issuer is an https address without ? and #, as the provider's"
                                + " .well-known/openid-configuration has it; http is for this machine only.");
            }
            return new Issuer(text);
        } catch (URISyntaxException e) {
            throw new Unusable("FIRSTLIGHT_OIDC_ISSUER", "is no address: \"" + text + "\".");
        }
    }

    /** Whether nobody on the way can change what is said there. */
    static boolean isSafe(URI uri) {
        String host = uri.getHost();
        boolean here = "localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host);
        return host != null && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && here));
    }
}
