package dev.firstlight.server.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.firstlight.server.access.NotLetIn;
import dev.firstlight.server.access.NotLetIn.Problem;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether an ID token is the provider's, for us, of now, and the answer to what this browser asked. */
final class IdTokens {

    /** Signatures by a key that only the provider has: a secret that both know, or none, proves nothing. */
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int SHORTEST_RSA = 2_048;

    private static final Duration SKEW = Duration.ofSeconds(60);

    private IdTokens() {}

    /** None of these keys made the signature; newer ones may have. */
    static final class OtherKey extends Exception {

        private static final long serialVersionUID = 1L;
    }

    /** What the token says, or {@link NotLetIn}. */
    static IDTokenClaimsSet check(@Nullable JWT token, Registration registration, JWKSet keys, Nonce nonce)
            throws OtherKey {
        if (!(token instanceof SignedJWT signed)
                || !ALGORITHMS.contains(signed.getHeader().getAlgorithm())) {
            throw wrong(token == null ? "is missing" : "is not signed in a way that is taken here");
        }
        IDTokenValidator validator = new IDTokenValidator(
                registration.issuer(),
                registration.client(),
                new JWSVerificationKeySelector<SecurityContext>(ALGORITHMS, new ImmutableJWKSet<>(longEnough(keys))),
                null);
        validator.setMaxClockSkew((int) SKEW.toSeconds());
        try {
            IDTokenClaimsSet claims = validator.validate(signed, nonce);
            requireForUs(claims, registration);
            return claims;
        } catch (BadJWTException e) {
            throw wrong("does not hold: " + e.getMessage());
        } catch (BadJOSEException e) {
            throw new OtherKey();
        } catch (JOSEException e) {
            throw wrong("cannot be checked: " + e.getMessage());
        }
    }

    /** A shorter one can be found out, whoever publishes it. */
    private static JWKSet longEnough(JWKSet keys) {
        return new JWKSet(keys.getKeys().stream()
                .filter(key -> !(key instanceof RSAKey rsa) || rsa.size() >= SHORTEST_RSA)
                .toList());
    }

    /** A token for several, or one that another client asked for, is that client's to use; the library leaves this to us. */
    private static void requireForUs(IDTokenClaimsSet claims, Registration registration) {
        Object party = claims.getClaim("azp");
        boolean ours = party == null
                ? claims.getAudience().size() == 1
                : party.equals(registration.client().getValue());
        if (!ours) {
            throw wrong("is for " + (party == null ? "several clients, and names none of them" : party));
        }
    }

    static NotLetIn wrong(String what) {
        return new NotLetIn(Problem.PROVIDER_WRONG, null, "the ID token " + what);
    }
}
