package dev.firstlight.server.segment;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.AllowedMethods;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.RouteAnswers;
import dev.firstlight.server.policy.Intent;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes all keys of a large segment, a line each. It stands below the REST layer because that keeps whole bodies, and
 * before the limit of what those may be.
 */
@ApplicationScoped
class SegmentKeysRoute {

    private static final int MOST_AT_ONCE = 4;

    private final SegmentKeys keys;
    private final KeyStage stage;
    private final AtomicInteger running = new AtomicInteger();

    SegmentKeysRoute(SegmentKeys keys, KeyStage stage, AllowedMethods allowed) {
        this.keys = keys;
        this.stage = stage;
        allowed.add("/api/v1/projects/{project}/environments/{environment}/segments/{key}/keys", "PUT");
    }

    void register(@Observes Router router) {
        router.put("/api/v1/projects/:project/environments/:environment/segments/:key/keys")
                .order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 2)
                .handler(this::receive);
    }

    private void receive(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        request.pause();
        SegmentKeys.Place place = new SegmentKeys.Place(
                routing.pathParam("project"), routing.pathParam("environment"), routing.pathParam("key"));
        String ifMatch = request.getHeader("If-Match");
        String comment = request.getParam("comment");
        boolean overrideFreeze = "true".equals(request.getParam("overrideFreeze"));
        boolean overrideApproval = "true".equals(request.getParam("overrideApproval"));
        boolean admitted = running.incrementAndGet() <= MOST_AT_ONCE;
        // A sender may go away before anybody listens to its body, which then never ends; the exchange always does.
        routing.addEndHandler(over -> running.decrementAndGet());
        caller(routing)
                .map(caller -> new Intent(caller, comment, overrideFreeze, overrideApproval))
                .invoke(intent -> admit(request, admitted))
                .call(intent -> keys.check(intent, place, ifMatch))
                .invoke(intent -> proceed(request))
                .flatMap(intent -> replaced(routing, intent, place, ifMatch))
                .subscribe()
                .with(segment -> answer(routing, segment), e -> refuse(routing, e));
    }

    private static Uni<Caller> caller(RoutingContext routing) {
        return QuarkusHttpUser.getSecurityIdentity(routing, null).map(SegmentKeysRoute::editor);
    }

    private static Caller editor(@Nullable SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous()) {
            throw new UnauthorizedException();
        }
        if (!identity.hasRole(Role.EDIT)) {
            throw new ForbiddenException();
        }
        return Caller.of(identity);
    }

    private static void admit(HttpServerRequest request, boolean room) {
        if (!room) {
            throw Failure.of(Failure.Kind.TOO_MANY, "Others are sending keys just now; try again in a moment.");
        }
        String type = String.valueOf(request.getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        if (!type.matches("text/plain\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?")) {
            throw Failure.of(
                    Failure.Kind.UNSUPPORTED,
                    "Send the keys as text/plain in UTF-8, a key a line; this is " + type + ".");
        }
        String length = request.getHeader("Content-Length");
        if (length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > KeyLines.MAX_BYTES) {
            throw KeyLines.tooLarge();
        }
    }

    private static void proceed(HttpServerRequest request) {
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
    }

    private Uni<Segments.Seen> replaced(
            RoutingContext routing, Intent intent, SegmentKeys.Place place, @Nullable String ifMatch) {
        return stage.open().flatMap(set -> new KeyUpload(routing, stage, set, place.key())
                .hashes()
                .flatMap(hashes -> keys.replace(intent, place, ifMatch, set, hashes))
                .onItemOrFailure()
                .invoke((replaced, failure) -> {
                    if (failure != null) {
                        stage.removeUnused(set);
                    } else if (replaced.before() != null) {
                        stage.removeUnused(replaced.before());
                    }
                })
                .map(SegmentKeys.Replaced::segment));
    }

    private static void answer(RoutingContext routing, Segments.Seen segment) {
        routing.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("ETag", EntityTag.of(segment.version()))
                .end(Json.write(segment.view()));
    }

    /** Lets the sender finish, so that it comes to read why it was refused. */
    private static void refuse(RoutingContext routing, Throwable e) {
        HttpServerRequest request = routing.request();
        RouteAnswers.problem(routing, e);
        if (request.isEnded()) {
            return;
        }
        long[] passed = {0};
        request.handler(piece -> {
            passed[0] += piece.length();
            if (passed[0] > KeyLines.MAX_BYTES) {
                request.connection().close();
            }
        });
        request.resume();
    }
}
