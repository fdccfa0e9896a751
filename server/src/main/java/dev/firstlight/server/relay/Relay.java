package dev.firstlight.server.relay;

import dev.firstlight.server.delivery.Doors;
import dev.firstlight.server.platform.Meters;
import dev.firstlight.server.platform.Settings;
import dev.firstlight.source.SourceConfig;
import dev.firstlight.source.SourceListener.Link;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A relay as a process: from its settings to its end. */
public final class Relay implements AutoCloseable {

    private static final String ROLES = "firstlight.server.roles";
    private static final String ROLE = "relay";
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration STEADY = Duration.ofSeconds(10);
    private static final Duration POLL_AFTER = Duration.ofMinutes(2);
    private static final long AGAIN_MS = 10_000;
    private static final long PATIENCE_S = 10;

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService teller = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "relay-teller");
        thread.setDaemon(true);
        return thread;
    });
    private final Following following;
    private final HttpServer server;
    private final HttpServer management;

    private Relay(SmallRyeConfig config) {
        RelayConfig relay = config.getConfigMapping(RelayConfig.class);
        List<URI> upstream = relay.upstream().orElseThrow(() -> missing("UPSTREAM", "https://flags.example.com"));
        List<String> keys = relay.keys().orElseThrow(() -> missing("KEYS", "fls_…"));
        SourceConfig.Timing timing = new SourceConfig.Timing(
                relay.answerWithin(),
                SILENCE,
                relay.retryWithin().dividedBy(4),
                relay.retryWithin(),
                STEADY,
                POLL_AFTER);
        following = new Following(
                keys.stream()
                        .map(key -> source(upstream, key, relay.directory(), timing))
                        .toList(),
                // One after the other: whoever is told of a ruleset is told of no earlier one after it.
                teller);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = new Meters(registry);
        meters.gauge("relay.environments", "Environments that are relayed.", () -> following
                .all()
                .size());
        meters.gauge("relay.current", "Those among them whose server can be heard.", () -> following.all().stream()
                .filter(one -> one.link() == Link.CURRENT)
                .count());
        Router router = Router.router(vertx);
        new Health(following).register(router);
        new Doors(vertx, router, following, following, following, following, config, meters);
        new Forwarding(vertx, upstream, following, relay.answerWithin()).register(router);
        server = listen(router, host(config, "quarkus.http.host", "0.0.0.0"), port(config, "quarkus.http.port", 8080));
        Router operators = Router.router(vertx);
        operators.get("/q/metrics").handler(routing -> routing.response().end(registry.scrape()));
        management = listen(
                operators,
                host(config, "quarkus.management.host", "127.0.0.1"),
                port(config, "quarkus.management.port", 9000));
        following.follow();
        vertx.setPeriodic(
                AGAIN_MS,
                timer -> vertx.executeBlocking(() -> {
                    following.follow();
                    return null;
                }));
    }

    /** Whether the settings ask for a relay instead of a server. */
    public static boolean isWanted() {
        List<String> roles =
                Settings.read().getOptionalValues(ROLES, String.class).orElse(List.of());
        if (roles.contains(ROLE) && roles.size() > 1) {
            throw new IllegalArgumentException(
                    "FIRSTLIGHT_SERVER_ROLES is " + String.join(",", roles) + "; a relay is nothing else besides.");
        }
        return roles.contains(ROLE);
    }

    /**
     * Starts one by the settings of this process, on the port of {@code quarkus.http.port}.
     *
     * @throws IllegalArgumentException where a setting is missing or wrong; the message names it
     */
    public static Relay start() {
        Relay relay = new Relay(Settings.read(List.of(RelayConfig.class, Doors.SETTINGS)));
        Log.say("serves " + relay.following.all().size() + " environments on port " + relay.server.actualPort() + ".");
        return relay;
    }

    private static IllegalArgumentException missing(String name, String example) {
        return new IllegalArgumentException(
                "FIRSTLIGHT_RELAY_" + name + " is missing; a relay needs it, for instance " + example + ".");
    }

    private static SourceConfig source(List<URI> upstream, String key, Path directory, SourceConfig.Timing timing) {
        return new SourceConfig(upstream, key, directory, timing, SourceConfig.Following.STREAM, null, client -> {});
    }

    private static String host(SmallRyeConfig config, String name, String absent) {
        return config.getOptionalValue(name, String.class).orElse(absent);
    }

    private static int port(SmallRyeConfig config, String name, int absent) {
        return config.getOptionalValue(name, Integer.class).orElse(absent);
    }

    private HttpServer listen(Router router, String host, int port) {
        try {
            return vertx.createHttpServer(Doors.options())
                    .requestHandler(router)
                    .listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalArgumentException("Port " + port + " of " + host + " cannot be had: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Streams have been told goodbye by then; what is under way has a moment to end. */
    @Override
    public void close() {
        following.close();
        try {
            server.close()
                    .transform(closed -> management.close())
                    .transform(closed -> vertx.close())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Log.say("ends all the same: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
