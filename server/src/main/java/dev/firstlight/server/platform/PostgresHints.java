package dev.firstlight.server.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's NOTIFY: there where the database is, and within a transaction it leaves at the commit. */
final class PostgresHints implements HintChannel {

    static final String CHANNEL = "firstlight";

    private static final Logger LOG = Logger.getLogger(PostgresHints.class);
    private static final long RECONNECT_MS = 500;

    private final Vertx vertx;
    private final Pool pool;
    private final PgConnectOptions options;
    private volatile @Nullable PgSubscriber subscriber;
    private volatile boolean listening;
    private volatile boolean stopped;

    PostgresHints(Vertx vertx, Pool pool, PgConnectOptions options) {
        this.vertx = vertx;
        this.pool = pool;
        this.options = options;
    }

    @Override
    public void start(Consumer<String> heard, Runnable begun) {
        PgSubscriber fresh = PgSubscriber.subscriber(vertx, options);
        subscriber = fresh;
        // A connection that is lost is opened again by the subscriber itself.
        fresh.reconnectPolicy(retries -> {
            listening = false;
            return stopped ? -1L : RECONNECT_MS;
        });
        fresh.channel(CHANNEL)
                .subscribeHandler(subscribed -> {
                    listening = true;
                    begun.run();
                })
                .handler(heard::accept);
        fresh.connect().onFailure(e -> {
            LOG.warnf("No hints for now, the poll goes on: %s", e.getMessage());
            vertx.setTimer(RECONNECT_MS, timer -> {
                if (!stopped) {
                    fresh.close();
                    start(heard, begun);
                }
            });
        });
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
