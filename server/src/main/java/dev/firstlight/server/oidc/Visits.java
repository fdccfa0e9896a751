package dev.firstlight.server.oidc;

import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.firstlight.server.access.Addresses;
import dev.firstlight.server.access.Arrivals;
import dev.firstlight.server.access.NotLetIn;
import dev.firstlight.server.access.NotLetIn.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.net.URI;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Visits to the provider: somebody is sent there, and comes back with an answer. */
@ApplicationScoped
class Visits {

    static final String CALLBACK = "/api/v1/session/oidc/callback";

    private static final Logger LOG = Logger.getLogger(Visits.class);

    private final Registered registered;
    private final BegunRows rows;
    private final Arrivals arrivals;
    private final Addresses addresses;

    Visits(Registered registered, BegunRows rows, Arrivals arrivals, Addresses addresses) {
        this.registered = registered;
        this.rows = rows;
        this.arrivals = arrivals;
        this.addresses = addresses;
    }

    /** Where a browser goes, and what its cookie holds until it is back. */
    record Sent(String to, String browser) {}

    /** Where somebody goes who came in, and their session. */
    record Back(String to, NewCookie session) {}

    /** Fails with {@link NotLetIn}, which is kept. */
    Uni<Sent> send(String returnTo, @Nullable String browser) {
        Company company = registered.require();
        Executor here = here();
        Begun begun = Begun.in(browser);
        return company.provider()
                .known()
                .emitOn(here)
                .call(() -> rows.keep(begun, returnTo))
                .map(known -> new Sent(address(company.registration(), known.metadata(), begun), begun.browser()))
                .onFailure(NotLetIn.class)
                .call(failure -> keep((NotLetIn) failure));
    }

    private String address(Registration registration, OIDCProviderMetadata metadata, Begun begun) {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, registration.scopes(), registration.client(), callback())
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(new State(begun.state()))
                .nonce(begun.nonce())
                .codeChallenge(begun.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI()
                .toString();
    }

    /** Fails with {@link NotLetIn}, which is kept. */
    Uni<Back> receive(Answer answer, @Nullable String browser, HttpServerRequest http) {
        Company company = registered.require();
        Executor here = here();
        Begun begun = Begun.back(answer.state(), browser);
        return (begun == null ? Uni.createFrom().<String>nullItem() : rows.use(begun))
                .flatMap(returnTo -> {
                    if (begun == null || returnTo == null) {
                        throw new NotLetIn(
                                Problem.EXPIRED,
                                null,
                                "nobody began this sign-in in this browser in the last ten minutes, or it has ended");
                    }
                    return company.provider()
                            .known()
                            .flatMap(known -> company.exchange()
                                    .exchange(known, answer.requireCode(known.metadata()), begun, callback()))
                            .emitOn(here)
                            .flatMap(who ->
                                    arrivals.arrive(who, company.registration().newcomers(), http))
                            .map(session -> new Back(returnTo, session));
                })
                .onFailure(NotLetIn.class)
                .call(failure -> Uni.createFrom().voidItem().emitOn(here).chain(() -> keep((NotLetIn) failure)));
    }

    private Uni<Void> keep(NotLetIn failure) {
        LOG.warnf("Nobody came in by the identity provider: %s.", failure.reason());
        return arrivals.refuse(failure);
    }

    private URI callback() {
        return URI.create(addresses.base() + CALLBACK);
    }

    /** The request's own context, where its transaction has to be; answers of the provider come elsewhere. */
    private static Executor here() {
        Context context = Vertx.currentContext();
        return work -> context.runOnContext(ignored -> work.run());
    }
}
