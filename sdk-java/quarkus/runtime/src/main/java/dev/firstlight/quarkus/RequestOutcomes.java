package dev.firstlight.quarkus;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.ServedRequest;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Reports what becomes of each request. The request is kept in Vert.x's own context for it, so that evaluations find it on
 * whatever thread the request goes on.
 */
final class RequestOutcomes implements Handler<RoutingContext> {

    private static final String KEY = ServedRequest.class.getName();
    private static final int SERVER_ERROR = 500;

    private final FlagClient client;

    RequestOutcomes(FlagClient client) {
        this.client = client;
    }

    @Override
    public void handle(RoutingContext request) {
        Context context = Vertx.currentContext();
        if (context != null && VertxContext.isDuplicatedContext(context)) {
            ServedRequest served = ServedRequest.begin(client);
            context.putLocal(KEY, served);
            request.addEndHandler(ended -> served.done(request.response().getStatusCode() >= SERVER_ERROR));
        }
        request.next();
    }

    /** The request that this thread works for; null for none. */
    static @Nullable ServedRequest current() {
        Context context = Vertx.currentContext();
        ServedRequest served =
                context != null && VertxContext.isDuplicatedContext(context) ? context.getLocal(KEY) : null;
        return served == null ? ServedRequest.current() : served;
    }
}
