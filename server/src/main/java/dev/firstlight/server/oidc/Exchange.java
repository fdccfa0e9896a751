package dev.firstlight.server.oidc;

import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.firstlight.server.access.NotLetIn;
import dev.firstlight.server.access.NotLetIn.Problem;
import dev.firstlight.server.access.Vouched;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the code that a browser brought to who the person is, as the provider says when it is asked. */
final class Exchange {

    private static final int LONGEST_SUBJECT = 255;

    private final Registration registration;
    private final Provider provider;
    private final ProviderCalls calls;

    Exchange(Registration registration, Provider provider, ProviderCalls calls) {
        this.registration = registration;
        this.provider = provider;
        this.calls = calls;
    }

    Uni<Vouched> exchange(Provider.Known known, String code, Begun begun, URI callback) {
        OIDCProviderMetadata metadata = known.metadata();
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(new AuthorizationCode(code), callback, begun.verifier());
        ClientAuthentication authentication = authentication(metadata);
        TokenRequest request = authentication == null
                ? new TokenRequest.Builder(metadata.getTokenEndpointURI(), registration.client(), grant).build()
                : new TokenRequest.Builder(metadata.getTokenEndpointURI(), authentication, grant).build();
        return calls.send(request.toHTTPRequest()).map(Exchange::tokens).flatMap(tokens -> checked(
                        known, tokens.getOIDCTokens().getIDToken(), begun)
                .flatMap(claims ->
                        vouched(metadata, claims, tokens.getOIDCTokens().getAccessToken())));
    }

    /** As the provider takes it; in the header where it does not say, as the specification has it. */
    private @Nullable ClientAuthentication authentication(OIDCProviderMetadata metadata) {
        if (registration.secret() == null) {
            return null;
        }
        List<ClientAuthenticationMethod> ways = metadata.getTokenEndpointAuthMethods();
        return ways == null || ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                ? new ClientSecretBasic(registration.client(), registration.secret())
                : new ClientSecretPost(registration.client(), registration.secret());
    }

    private static OIDCTokenResponse tokens(HTTPResponse response) {
        try {
            TokenResponse read = OIDCTokenResponseParser.parse(response);
            if (read instanceof TokenErrorResponse error) {
                throw new NotLetIn(
                        Problem.PROVIDER_WRONG,
                        null,
                        "the provider gave no token for the code: "
                                + error.getErrorObject().getCode() + " "
                                + error.getErrorObject().getDescription());
            }
            return (OIDCTokenResponse) read;
        } catch (ParseException e) {
            throw ProviderCalls.unreadable("answer to the code", e);
        }
    }

    private Uni<IDTokenClaimsSet> checked(Provider.Known known, @Nullable JWT token, Begun begun) {
        try {
            return Uni.createFrom().item(IdTokens.check(token, registration, known.keys(), begun.nonce()));
        } catch (IdTokens.OtherKey e) {
            return provider.again().map(newer -> {
                try {
                    return IdTokens.check(token, registration, newer.keys(), begun.nonce());
                } catch (IdTokens.OtherKey still) {
                    throw IdTokens.wrong("is signed by none of the provider's keys");
                }
            });
        }
    }

    private Uni<Vouched> vouched(OIDCProviderMetadata metadata, IDTokenClaimsSet said, AccessToken access) {
        String subject = said.getSubject().getValue();
        if (subject.length() > LONGEST_SUBJECT || subject.chars().anyMatch(Character::isISOControl)) {
            throw IdTokens.wrong("has a subject that is none");
        }
        Claims claims = new Claims(registration, said.toJSONObject(), Map.of());
        return claims.isComplete() || metadata.getUserInfoEndpointURI() == null
                ? Uni.createFrom().item(claims.vouched(subject))
                : userInfo(metadata.getUserInfoEndpointURI(), access, subject)
                        .map(more -> new Claims(registration, claims.token(), more).vouched(subject));
    }

    private Uni<Map<String, Object>> userInfo(URI uri, AccessToken access, String subject) {
        return calls.document(
                        uri, Map.of("Authorization", access.toAuthorizationHeader(), "Accept", "application/json"))
                .map(text -> {
                    try {
                        UserInfo info = UserInfo.parse(text);
                        if (!info.getSubject().getValue().equals(subject)) {
                            throw new NotLetIn(
                                    Problem.PROVIDER_WRONG, null, "the provider's userinfo is about somebody else");
                        }
                        return info.toJSONObject();
                    } catch (ParseException e) {
                        throw ProviderCalls.unreadable("userinfo", e);
                    }
                });
    }
}
