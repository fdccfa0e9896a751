package dev.firstlight.server.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hints from any node to every node over PostgreSQL's NOTIFY. A hint sent inside a transaction leaves at its commit;
 * a lost one costs nothing but the second until the next poll.
 */
@ApplicationScoped
public class Signals {

    private static final Logger LOG = Logger.getLogger(Signals.class);
    private static final String CHANNEL = "firstlight";
    private static final long RECONNECT_MS = 500;

    private final BroadcastProcessor<Signal> heard = BroadcastProcessor.create();
    private final ObjectMapper mapper;
    private final Pool pool;
    private final Vertx vertx;
    private final PgConnectOptions options;
    private @Nullable PgSubscriber subscriber;

    Signals(
            ObjectMapper mapper,
            Pool pool,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.mapper = mapper;
        this.pool = pool;
        this.vertx = vertx;
        this.options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
    }

    void start(@Observes StartupEvent event) {
        PgSubscriber fresh = PgSubscriber.subscriber(vertx, options);
        fresh.reconnectPolicy(retries -> RECONNECT_MS);
        fresh.channel(CHANNEL).handler(this::hear);
        fresh.connect().onFailure(e -> LOG.warnf("No hints for now, the poll goes on: %s", e.getMessage()));
        subscriber = fresh;
    }

    void stop(@Observes ShutdownEvent event) {
        if (subscriber != null) {
            subscriber.close();
        }
    }

    private void hear(String payload) {
        try {
            heard.onNext(mapper.readValue(payload, Signal.class));
        } catch (JsonProcessingException e) {
            LOG.warnf("Not a hint of ours: %s", e.getOriginalMessage());
        }
    }

    /** Sends a hint with the current transaction: it leaves at the commit, or not at all. */
    public Uni<Void> sendAtCommit(Signal signal) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("SELECT pg_notify(?1, ?2)", Object.class)
                        .setParameter(1, CHANNEL)
                        .setParameter(2, write(signal))
                        .getSingleResultOrNull())
                .replaceWithVoid();
    }

    /** Sends a hint now, outside any transaction. */
    public Uni<Void> send(Signal signal) {
        return pool.preparedQuery("SELECT pg_notify($1, $2)")
                .execute(Tuple.of(CHANNEL, write(signal)))
                .replaceWithVoid();
    }

    /** Every hint from now on. A listener that cannot keep up loses the oldest. */
    public Multi<Signal> stream() {
        return heard.onOverflow().dropPreviousItems();
    }

    private String write(Signal signal) {
        try {
            return mapper.writeValueAsString(signal);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
