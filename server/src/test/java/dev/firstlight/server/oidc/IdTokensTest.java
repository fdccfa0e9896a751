package dev.firstlight.server.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdTokensTest {

    private static final Nonce NONCE = new Nonce();
    private static final Registration US = new Registration(
            new Issuer("https://id.example.org"),
            new ClientID("firstlight"),
            null,
            "Aurora",
            new Scope("openid"),
            "groups",
            false,
            null);

    private static RSAKey key(int bits) throws JOSEException {
        return new RSAKeyGenerator(bits, true).keyID("k" + bits).generate();
    }

    private static SignedJWT token(RSAKey key) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(US.issuer().getValue())
                        .audience(US.client().getValue())
                        .subject("kiri")
                        .claim("nonce", NONCE.getValue())
                        .issueTime(Date.from(Instant.now()))
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        token.sign(new RSASSASigner(key.toPrivateKey(), true));
        return token;
    }

    @Test
    void aKeyThatIsTooShortSignsNothing() throws Exception {
        RSAKey weak = key(1_024);
        RSAKey usual = key(2_048);
        JWKSet published = new JWKSet(List.of(weak.toPublicJWK(), usual.toPublicJWK()));
        assertThat(IdTokens.check(token(usual), US, published, NONCE).getSubject())
                .hasToString("kiri");
        SignedJWT forged = token(weak);
        assertThatThrownBy(() -> IdTokens.check(forged, US, published, NONCE)).isInstanceOf(IdTokens.OtherKey.class);
    }
}
