package dev.firstlight.server.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's NOTIFY: there where the database is, and within a transaction it leaves at the commit. */
final class PostgresHints implements HintChannel {

    static final String CHANNEL = "firstlight";

    private static final Logger LOG = Logger.getLogger(PostgresHints.class);
    private static final long RECONNECT_MS = 500;

    private final Vertx vertx;
    private final Pool pool;
    private final Supplier<PgConnectOptions> options;
    private volatile @Nullable PgSubscriber subscriber;
    private volatile boolean listening;
    private volatile boolean stopped;

    /** Hints over a connection of their own, which opens with what {@code options} gives by then. */
    PostgresHints(Vertx vertx, Pool pool, Supplier<PgConnectOptions> options) {
        this.vertx = vertx;
        this.pool = pool;
        this.options = options;
    }

    @Override
    public void start(Consumer<String> heard, Runnable begun) {
        PgSubscriber fresh;
        try {
            fresh = PgSubscriber.subscriber(vertx, options.get());
        } catch (DatabaseLauncher.CannotStart e) {
            unheard(e);
            vertx.setTimer(RECONNECT_MS, timer -> again(subscriber, heard, begun));
            return;
        }
        subscriber = fresh;
        // By a subscriber of its own each time: the password may have changed.
        fresh.reconnectPolicy(retries -> -1L).closeHandler(closed -> {
            listening = false;
            vertx.setTimer(RECONNECT_MS, timer -> again(fresh, heard, begun));
        });
        fresh.channel(CHANNEL)
                .subscribeHandler(subscribed -> {
                    listening = true;
                    begun.run();
                })
                .handler(heard::accept);
        fresh.connect().onFailure(e -> {
            unheard(e);
            vertx.setTimer(RECONNECT_MS, timer -> again(fresh, heard, begun));
        });
    }

    private static void unheard(Throwable e) {
        LOG.warnf("No hints for now, the poll goes on: %s", e.getMessage());
    }

    /** Once for each that is gone, however often its end is told of. */
    private void again(@Nullable PgSubscriber gone, Consumer<String> heard, Runnable begun) {
        if (!stopped && subscriber == gone) {
            if (gone != null) {
                gone.close();
            }
            start(heard, begun);
        }
    }

    @Override
    public Uni<Void> send(String hint) {
        return pool.preparedQuery("SELECT pg_notify($1, $2)")
                .execute(Tuple.of(CHANNEL, hint))
                .replaceWithVoid();
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public boolean isListening() {
        return listening;
    }

    @Override
    public void stop() {
        stopped = true;
        PgSubscriber last = subscriber;
        if (last != null) {
            last.close();
        }
    }
}
