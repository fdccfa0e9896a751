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
import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hints from any node to every node, over Redis where one is configured and over PostgreSQL's NOTIFY where none is. A
 * hint sent inside a transaction leaves once that is committed; a lost one costs nothing but the second until the next
 * poll.
 */
@ApplicationScoped
public class Signals {

    private static final Logger LOG = Logger.getLogger(Signals.class);
    private static final long SOON_MS = 200;

    private final BroadcastProcessor<Signal> heard = BroadcastProcessor.create();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Set<Signal> soon = new LinkedHashSet<>();
    private final ObjectMapper mapper;
    private final Vertx vertx;
    private final HintChannel channel;
    private final boolean transactional;

    Signals(
            ObjectMapper mapper,
            Pool pool,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            DatabaseCredentials credentials,
            @ConfigProperty(name = DatabaseTls.SETTING) Optional<String> ca,
            @ConfigProperty(name = "firstlight.redis.url") Optional<String> redis,
            @ConfigProperty(name = "firstlight.redis.ca") Optional<String> redisCa) {
        this.mapper = mapper;
        this.vertx = vertx;
        this.transactional = redis.isEmpty();
        this.channel = redis.<HintChannel>map(at -> new RedisHints(vertx, at, redisCa))
                .orElseGet(() -> new PostgresHints(vertx, pool, () -> options(url, credentials, ca)));
    }

    private static PgConnectOptions options(String url, DatabaseCredentials as, Optional<String> ca) {
        PgConnectOptions options =
                PgConnectOptions.fromUri(url).setUser(as.user()).setPassword(as.password());
        return ca.map(file -> DatabaseTls.secured(options, file)).orElse(options);
    }

    void start(@Observes StartupEvent event) {
        channel.start(this::hear, () -> listeners.forEach(Runnable::run));
    }

    void stop(@Observes ShutdownEvent event) {
        channel.stop();
    }

    private void hear(String hint) {
        Signal signal = read(hint);
        if (signal != null) {
            heard.onNext(signal);
        }
    }

    private @Nullable Signal read(String hint) {
        try {
            return mapper.readValue(hint, Signal.class);
        } catch (JsonProcessingException e) {
            LOG.warnf("Not a hint of ours: %s", e.getOriginalMessage());
            return null;
        }
    }

    /** Says each time that hints begin to be heard: those that were sent before were not, so read what they are about. */
    public void onListening(Runnable listener) {
        listeners.add(listener);
    }

    /** Sends a hint with the current transaction: it leaves once that is committed, or not at all. */
    public Uni<Void> sendAtCommit(Signal signal) {
        String hint = write(signal);
        return Panache.getSession()
                .flatMap(session -> transactional
                        ? session.createNativeQuery("SELECT pg_notify(?1, ?2)", Object.class)
                                .setParameter(1, PostgresHints.CHANNEL)
                                .setParameter(2, hint)
                                .getSingleResultOrNull()
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem().invoke(() -> AfterCommit.run(session, () -> committed(hint))));
    }

    /**
     * Whether hints are part of the transaction that they tell of, for who writes by SQL of its own; else it says them by
     * {@link #committed} afterwards.
     */
    public boolean leaveWithTheTransaction() {
        return transactional;
    }

    /** Tells of what is committed. */
    public void committed(String hint) {
        channel.send(hint).subscribe().with(sent -> {}, e -> {
            LOG.debugf("A hint is lost, the poll goes on: %s", e.getMessage());
            // The others find out by themselves; we need not.
            hear(hint);
        });
    }

    /** Sends a hint now, outside any transaction. */
    public Uni<Void> send(Signal signal) {
        return channel.send(write(signal)).onFailure().recoverWithNull();
    }

    /** Sends a hint in a moment, and once where the same is asked for several times until then. */
    public void sendSoon(Signal signal) {
        synchronized (soon) {
            soon.add(signal);
            if (soon.size() > 1) {
                return;
            }
        }
        vertx.setTimer(SOON_MS, timer -> sendSoon());
    }

    private void sendSoon() {
        List<Signal> now;
        synchronized (soon) {
            now = List.copyOf(soon);
            soon.clear();
        }
        now.forEach(signal -> committed(write(signal)));
    }

    /** Every hint from now on. A listener that cannot keep up loses the oldest. */
    public Multi<Signal> stream() {
        return heard.onOverflow().dropPreviousItems();
    }

    /** What hints travel by. */
    String by() {
        return channel.name();
    }

    /** Whether this node hears hints at the moment. */
    boolean isListening() {
        return channel.isListening();
    }

    private String write(Signal signal) {
        try {
            return mapper.writeValueAsString(signal);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
