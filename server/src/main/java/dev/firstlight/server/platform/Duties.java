package dev.firstlight.server.platform;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/** What this node is there for; what it is not there for does not exist here. */
@ApplicationScoped
public class Duties {

    private static final int AFTER_THE_GATE = 9_500;
    private static final List<String> DELIVERY =
            List.of("/sdk/", "/client/", "/ofrep/", "/flagd/", "/flagd.sync.v1.", "/api/client/", "/api/frontend");
    private static final String HEALTH = "/q/";

    private final Set<Duty> roles;

    Duties(ServerConfig config) {
        this.roles = Set.copyOf(config.roles());
    }

    /** Whether this is one of them. */
    public boolean has(Duty duty) {
        return roles.contains(duty);
    }

    void register(@Observes Filters filters) {
        if (!has(Duty.API) || !has(Duty.DELIVERY)) {
            filters.register(this::check, AFTER_THE_GATE);
        }
    }

    private void check(RoutingContext context) {
        String path = context.request().path();
        if (path.startsWith(HEALTH) || has(dutyOf(path))) {
            context.next();
        } else {
            RouteAnswers.problem(
                    context, Failure.of(Failure.Kind.UNKNOWN, "This node does not serve that; see its roles."));
        }
    }

    static Duty dutyOf(String path) {
        return DELIVERY.stream().anyMatch(path::startsWith) ? Duty.DELIVERY : Duty.API;
    }
}
