package dev.firstlight.server.access;

import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Writes down, once a minute, who was refused by this node: who may not, in the audit; what was no good, or too much, in the
 * log. A row for each refused request would let anybody fill the database or the disk; a count for each who tries says as much.
 */
@ApplicationScoped
class Doorkeeper {

    private static final Logger LOG = Logger.getLogger(Doorkeeper.class);

    /** Before anything that refuses. */
    private static final int OUTERMOST = 11_000;

    /** What the checks of input refuse, and what limits do: of size, of pace, and of how much is under way. */
    private static final Set<Integer> NO_GOOD = Set.of(400, 413, 414, 415, 422, 429, 431, 503);

    private final TurnedAway turned = new TurnedAway();
    private final TurnedAway noGood = new TurnedAway();
    private final AccessLog log;

    Doorkeeper(AccessLog log) {
        this.log = log;
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, OUTERMOST);
    }

    private void watch(RoutingContext context) {
        context.addEndHandler(ended -> {
            int status = context.response().getStatusCode();
            if (status == 401 || status == 403) {
                turned.add(who(context), status, what(context));
            } else if (NO_GOOD.contains(status)) {
                noGood.add(who(context), status, what(context));
            }
        });
        context.next();
    }

    private static String what(RoutingContext context) {
        return context.request().method() + " " + context.request().path();
    }

    private static String who(RoutingContext context) {
        if (context.user() instanceof QuarkusHttpUser user) {
            return user.getSecurityIdentity().getPrincipal().getName();
        }
        return "address:"
                + (context.request().remoteAddress() == null
                        ? "?"
                        : context.request().remoteAddress().hostAddress());
    }

    @Scheduled(
            every = "${firstlight.access.refusals-every:1m}",
            delayed = "5s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        noGood.take()
                .forEach((who, tally) -> LOG.infof(
                        "Requests of %s were no good or too much: %s, the first %s",
                        who, tally.counts(), tally.first()));
        Map<String, TurnedAway.Tally> taken = turned.take();
        return taken.isEmpty()
                ? Uni.createFrom().voidItem()
                : write(taken)
                        .onFailure()
                        .invoke(e -> LOG.warnf("Refused requests are not in the audit: %s: %s", e.getMessage(), taken))
                        .onFailure()
                        .recoverWithNull();
    }

    @WithTransaction
    Uni<Void> write(Map<String, TurnedAway.Tally> taken) {
        return Multi.createFrom()
                .iterable(taken.entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        one -> log.note(Caller.SYSTEM, "requests.refused", one.getKey(), null, told(one.getValue())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static String told(TurnedAway.Tally tally) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("first", tally.first());
        told.put("counts", tally.counts());
        return Json.write(told);
    }
}
