package dev.firstlight.server.access;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Set;

/** Finds who asks: a bearer credential of any kind, or the console's session cookie. */
@ApplicationScoped
class CredentialMechanism implements HttpAuthenticationMechanism {

    /** Where the request is about, which {@link ScopeGuard} holds it to. */
    static final String SCOPE = "scope";

    private final Instance<CredentialSource> sources;
    private final SdkCallers applications;
    private final Sessions sessions;

    CredentialMechanism(Instance<CredentialSource> sources, SdkCallers applications, Sessions sessions) {
        this.sources = sources;
        this.applications = applications;
        this.sessions = sessions;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager manager) {
        Scope scope = Scope.of(context.normalizedPath());
        context.put(SCOPE, scope);
        String bearer = SdkCallers.secret(context.request());
        if (bearer != null) {
            return findBearer(bearer).map(caller -> identity(caller, scope));
        }
        Cookie cookie = SessionCookie.read(context.request());
        if (cookie == null) {
            return Uni.createFrom().nullItem();
        }
        return sessions.find(cookie.getValue()).map(caller -> caller == null ? null : identity(caller, scope));
    }

    private Uni<Caller> findBearer(String secret) {
        for (CredentialSource source : sources) {
            if (source.issues(secret)) {
                return source.isForApplications()
                        ? applications.find(secret).map(caller -> caller.orElseThrow(CredentialMechanism::unknown))
                        : source.find(secret).onItem().ifNull().failWith(CredentialMechanism::unknown);
            }
        }
        return Uni.createFrom().failure(unknown());
    }

    private static AuthenticationFailedException unknown() {
        return new AuthenticationFailedException("This key or token is unknown, expired or revoked.");
    }

    private static SecurityIdentity identity(Caller holder, Scope scope) {
        Caller caller = holder.in(scope);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.id()))
                .addRoles(caller.permissions())
                .addAttribute(Caller.ATTRIBUTE, caller)
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom()
                .item(new ChallengeData(HttpResponseStatus.UNAUTHORIZED.code(), "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }
}
