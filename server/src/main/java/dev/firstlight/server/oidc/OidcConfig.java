package dev.firstlight.server.oidc;

import dev.firstlight.server.access.Role;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The company's identity provider, and what we are there. */
@ConfigMapping(prefix = "firstlight.oidc")
interface OidcConfig {

    /** The provider's name for itself, an https address; without it nobody comes by a provider. */
    Optional<String> issuer();

    Optional<String> clientId();

    /** Where the provider gave one. */
    Optional<String> clientSecret();

    /** What the button says after "Sign in with". */
    @WithDefault("single sign-on")
    String name();

    @WithDefault("openid,email,profile")
    List<String> scopes();

    /** The claim in which the provider says of which groups somebody is. */
    @WithDefault("groups")
    String groupsClaim();

    /** Whether addresses are theirs who have them, although the provider does not say of each that it has verified it. */
    @WithDefault("false")
    boolean trustEmail();

    /** Whether people whom nobody added come in. */
    @WithDefault("false")
    boolean provision();

    /** What those may do everywhere. */
    @WithDefault("member")
    Role role();

    /** How long each answer of the provider may take. */
    @WithDefault("5s")
    Duration timeout();

    /** How long ago its keys were read at least when a token names one that is unknown, and they are read again. */
    @WithDefault("30s")
    Duration keysAgainAfter();
}
