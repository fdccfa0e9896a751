package dev.firstlight.server.segment;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Work that takes long enough for others to notice, done by a worker and not by the event loop. */
final class Aside {

    private Aside() {}

    /** The work's result, on the context that this is called on, which sessions are bound to. */
    static <T> Uni<T> compute(Supplier<T> work) {
        Context context = Vertx.currentContext();
        return Uni.createFrom()
                .item(work)
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .emitOn(next -> context.runOnContext(ignored -> next.run()));
    }
}
