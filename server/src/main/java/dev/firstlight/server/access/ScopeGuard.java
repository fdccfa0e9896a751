package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Lets nobody act elsewhere than where it was asked what they may do: however a path is written, both read the same. */
class ScopeGuard {

    /** Who asks was looked for before, unless everybody may ask. */
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    public void check(ContainerRequestContext request, RoutingContext routing) {
        Scope asked = routing.get(CredentialMechanism.SCOPE);
        if (asked == null) {
            return;
        }
        var matched = request.getUriInfo().getPathParameters();
        if (differs(asked.project(), matched.get("project"))
                || differs(asked.environment(), matched.get("environment"))) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "This address is written in a way that is not understood.");
        }
    }

    private static boolean differs(@Nullable String asked, @Nullable List<String> matched) {
        return matched != null && !matched.isEmpty() && !Objects.equals(asked, matched.get(0));
    }
}
