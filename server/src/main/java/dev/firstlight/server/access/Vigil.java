package dev.firstlight.server.access;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Watches over answers that do not end, so that who may no longer look hears nothing after a few seconds. */
@ApplicationScoped
public class Vigil {

    private static final Duration LOOK = Duration.ofSeconds(3);

    private final Instance<CredentialSource> sources;
    private final Sessions sessions;

    Vigil(Instance<CredentialSource> sources, Sessions sessions) {
        this.sources = sources;
        this.sessions = sessions;
    }

    /** Comes, if ever, when the sender of a request may no longer look at a project. */
    public Uni<Boolean> dismissal(HttpServerRequest request, String project) {
        String bearer = SdkCallers.secret(request);
        Cookie cookie = SessionCookie.read(request);
        String session = cookie == null ? "" : cookie.getValue();
        Scope scope = new Scope(project, null);
        return Multi.createFrom()
                .ticks()
                .every(LOOK)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> (bearer != null ? holder(bearer) : sessions.look(session))
                        .map(caller ->
                                caller != null && caller.rights().in(scope).contains(Role.VIEW))
                        // Who cannot be asked after stays as they were: a database that is away signs nobody out.
                        .onFailure()
                        .recoverWithItem(true))
                .select()
                .where(may -> !may)
                .toUni();
    }

    private Uni<@Nullable Caller> holder(String secret) {
        for (CredentialSource source : sources) {
            if (source.issues(secret)) {
                return source.find(secret);
            }
        }
        return Uni.createFrom().nullItem();
    }
}
