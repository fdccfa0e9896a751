package dev.firstlight.server.ruleset;

import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import dev.firstlight.server.platform.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds every environment's ruleset in memory and keeps it current: by hints, and because hints get lost, by a poll of
 * all positions each second. A database that does not answer takes nothing away from what is published.
 */
@ApplicationScoped
public class RulesetPublisher implements RulesetSupply {

    private static final Logger LOG = Logger.getLogger(RulesetPublisher.class);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final long POLL_FROM_MS = 800;
    private static final long POLL_TO_MS = 1_200;

    private final Map<Long, Publication> publications = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final RulesetRows rows;
    private final LargeSegments segments;
    private final Environments environments;
    private final Signals signals;
    private final Vertx vertx;
    private final RulesetConfig config;
    private final PublicationMeters meters;
    private final Traces traces;
    private volatile boolean stopped;
    private volatile boolean complete;
    private volatile long databaseAt;

    RulesetPublisher(
            RulesetRows rows,
            LargeSegments segments,
            Environments environments,
            Signals signals,
            Vertx vertx,
            RulesetConfig config,
            PublicationMeters meters,
            Traces traces) {
        this.rows = rows;
        this.segments = segments;
        this.environments = environments;
        this.signals = signals;
        this.vertx = vertx;
        this.config = config;
        this.meters = meters;
        this.traces = traces;
    }

    void start(@Observes StartupEvent event) {
        meters.watch(this);
        signals.stream()
                .filter(signal -> signal.kind().equals("environment"))
                .onFailure()
                .retry()
                .indefinitely()
                .subscribe()
                .with(this::hear, e -> LOG.warnf("No more hints, the poll goes on: %s", e));
        // Whatever was said while nobody listened is in the database.
        signals.onListening(() -> readPositions().subscribe().with(this::compare, unread -> {}));
        poll();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public @Nullable PublishedRuleset current(long environmentId) {
        Publication publication = publications.get(environmentId);
        return publication == null ? null : publication.current();
    }

    @Override
    public Uni<PublishedRuleset> require(long environmentId) {
        PublishedRuleset current = current(environmentId);
        return current == null ? renewed(environmentId) : Uni.createFrom().item(current);
    }

    /** What is published of an environment, and no earlier than it is now: an edit's own author sees the edit. */
    public Uni<PublishedRuleset> require(String project, String environment) {
        return environments.require(project, environment).flatMap(atLeast -> require(atLeast.id())
                .flatMap(current -> isBehind(current, atLeast)
                        ? renewed(atLeast.id())
                        : Uni.createFrom().item(current)));
    }

    private Uni<PublishedRuleset> renewed(long environmentId) {
        return Uni.createFrom()
                .completionStage(() -> renew(environmentId))
                .onFailure()
                .transform(
                        e -> Failure.of(Failure.Kind.UNAVAILABLE, "The ruleset is not loaded yet: " + e.getMessage()));
    }

    private void hear(Signal signal) {
        if (signal.environmentId() != null) {
            renew(signal.environmentId());
        }
    }

    private void poll() {
        if (stopped) {
            return;
        }
        readPositions()
                .subscribe()
                .with(
                        positions -> {
                            compare(positions);
                            pollLater();
                        },
                        e -> {
                            LOG.warnf("The positions cannot be read, what is published stays: %s", e.getMessage());
                            pollLater();
                        });
    }

    private Uni<List<EnvironmentRef>> readPositions() {
        return environments
                .positions()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .invoke(read -> databaseAt = System.nanoTime());
    }

    /** Whether the rulesets of all environments that there were at the start are there, as far as they can be. */
    boolean hasAll() {
        return complete;
    }

    /** Whether the database has answered within so long. */
    boolean heardDatabaseWithin(Duration time) {
        return databaseAt != 0 && System.nanoTime() - databaseAt < time.toNanos();
    }

    /** How long the database has said nothing, in seconds; since ever where it never did. */
    double databaseSilence() {
        return databaseAt == 0 ? Double.NaN : (System.nanoTime() - databaseAt) / 1e9;
    }

    /** How many environments there are something of. */
    int environments() {
        return publications.size();
    }

    /** The length of all rulesets, as far as it is known. */
    long bytes() {
        return publications.values().stream().mapToLong(Publication::bytes).sum();
    }

    private void compare(List<EnvironmentRef> positions) {
        Set<Long> there = positions.stream().map(EnvironmentRef::id).collect(Collectors.toSet());
        publications.keySet().retainAll(there);
        List<CompletableFuture<PublishedRuleset>> loads = new ArrayList<>();
        for (EnvironmentRef position : positions) {
            PublishedRuleset current = current(position.id());
            if (current == null || isBehind(current, position)) {
                loads.add(renew(position.id()));
            }
        }
        if (!complete) {
            // One that cannot be loaded must not keep the others from those who wait for them.
            CompletableFuture.allOf(loads.toArray(CompletableFuture[]::new))
                    .whenComplete((loaded, failure) -> complete = true);
        }
    }

    private void pollLater() {
        if (!config.poll()) {
            return;
        }
        vertx.setTimer(ThreadLocalRandom.current().nextLong(POLL_FROM_MS, POLL_TO_MS), timer -> poll());
    }

    private static boolean isBehind(PublishedRuleset current, EnvironmentRef position) {
        return position.epoch() > current.epoch()
                || (position.epoch() == current.epoch() && position.revision() > current.revision());
    }

    private CompletableFuture<PublishedRuleset> renew(long environmentId) {
        Publication publication = publications.computeIfAbsent(environmentId, id -> new Publication());
        return publication.renew(() -> load(environmentId, publication)
                .onFailure()
                .invoke(e -> {
                    meters.failed();
                    LOG.warnf("Environment %d stays as it is: %s", environmentId, e.getMessage());
                })
                .subscribeAsCompletionStage());
    }

    /** Where change follows change, loads take turns with the rest of the work; the first is at once. */
    private Uni<PublishedRuleset> load(long environmentId, Publication publication) {
        Duration pause = publication.pause();
        Uni<PublishedRuleset> load = read(environmentId, publication)
                .flatMap(read -> segments.require(environmentId, read.spec())
                        .emitOn(Infrastructure.getDefaultExecutor())
                        .map(large -> RulesetCompiler.compile(read, large)))
                .map(loaded -> publish(publication, loaded))
                .eventually(publication::ended);
        return pause.isZero()
                ? load
                : Uni.createFrom().voidItem().onItem().delayIt().by(pause).chain(() -> load);
    }

    private Uni<RulesetCompiler.Read> read(long environmentId, Publication publication) {
        PublishedRuleset current = publication.current();
        publication.changed(null);
        if (current == null) {
            return whole(environmentId);
        }
        return rows.since(environmentId, current.epoch(), current.revision())
                .invoke(publication::changed)
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(since -> since == null ? null : Step.of(current, since.revision(), since.changes()))
                .flatMap(next ->
                        next == null ? whole(environmentId) : Uni.createFrom().item(next));
    }

    private Uni<RulesetCompiler.Read> whole(long environmentId) {
        return rows.read(environmentId)
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(RulesetCompiler::read);
    }

    /** Swaps first and speaks after, so that whoever hears of a ruleset also finds it. */
    private PublishedRuleset publish(Publication publication, PublishedRuleset loaded) {
        PublishedRuleset before = publication.current();
        Span span = traces.begin("publish ruleset", SpanKind.CONSUMER, publication.traces())
                .setAttribute(
                        "feature_flag.set.id",
                        loaded.ruleset().project() + "/" + loaded.ruleset().environment())
                .setAttribute("firstlight.epoch", loaded.epoch())
                .setAttribute("firstlight.revision", loaded.revision());
        loaded.traced(Context.root().with(span));
        try {
            return publish(publication, before, loaded);
        } finally {
            span.end();
        }
    }

    private PublishedRuleset publish(
            Publication publication, @Nullable PublishedRuleset before, PublishedRuleset loaded) {
        if (publication.swap(loaded)) {
            meters.published(publication.sinceChange());
            segments.forgetOthers(before, loaded);
            for (Listener listener : listeners) {
                try {
                    listener.published(before, loaded);
                } catch (RuntimeException e) {
                    LOG.error("A listener failed", e);
                }
            }
            return loaded;
        }
        return before == null ? loaded : before;
    }
}
