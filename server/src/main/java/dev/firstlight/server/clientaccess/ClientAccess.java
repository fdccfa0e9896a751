package dev.firstlight.server.clientaccess;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests that carry a client key. What is set is held in memory, read again every two seconds; while the
 * database does not answer it stays.
 */
@ApplicationScoped
public class ClientAccess {

    /** Where a client says the hash of its context in secure mode. */
    public static final String HASH_HEADER = "X-Firstlight-Context-Hash";

    private static final Logger LOG = Logger.getLogger(ClientAccess.class);
    private static final long POLL_MS = 2_000;

    private final ClientAccessRows rows;
    private final ClientAccessConfig config;
    private final Vertx vertx;
    private volatile @Nullable Snapshot snapshot;
    private volatile boolean stopped;

    ClientAccess(ClientAccessRows rows, ClientAccessConfig config, Vertx vertx) {
        this.rows = rows;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        poll();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void poll() {
        if (!stopped) {
            renew().subscribe().with(read -> vertx.setTimer(POLL_MS, timer -> poll()), e -> {
                LOG.warnf("Client access cannot be read and stays as it is: %s", e.getMessage());
                vertx.setTimer(POLL_MS, timer -> poll());
            });
        }
    }

    /** Reads what is set, now. */
    Uni<Snapshot> renew() {
        return rows.all().invoke(read -> snapshot = read);
    }

    private Uni<Snapshot> snapshot() {
        Snapshot known = snapshot;
        return known != null
                ? Uni.createFrom().item(known)
                : renew().onFailure()
                        .transform(e -> Failure.of(
                                Failure.Kind.UNAVAILABLE,
                                "Which pages may ask is not known yet; try again: " + e.getMessage()));
    }

    /** Whether any environment lists the origin, null where nothing was read yet. */
    @Nullable
    Boolean anyListsNow(String origin) {
        Snapshot known = snapshot;
        return known == null ? null : Boolean.valueOf(Origins.hold(known.origins(), origin));
    }

    /** Whether any environment lists the origin: all that can be said before a key is seen. */
    Uni<Boolean> anyLists(String origin) {
        return snapshot().map(known -> Origins.hold(known.origins(), origin));
    }

    /**
     * Whether a page may ask, and as whom: fails with 403 where its origin is not on the environment's list. What carries
     * a server key is no page, and is let through.
     */
    public Uni<Void> admit(Caller caller, HttpServerRequest request) {
        return isServer(caller)
                ? Uni.createFrom().voidItem()
                : snapshot().map(known -> {
                    requireOrigin(known.of(caller.requireEnvironment()), request);
                    return null;
                });
    }

    /**
     * The context to evaluate for a request: with the region that a trusted proxy says, and in secure mode only where the
     * hash beside it is right. Fails with 403.
     */
    public Uni<Context> admit(Caller caller, HttpServerRequest request, ObjectNode context) {
        return admit(caller, request, context, context);
    }

    /** The same, for a protocol whose contexts are not ours: what was sent is what has to be signed. */
    public Uni<Context> admit(Caller caller, HttpServerRequest request, ObjectNode sent, ObjectNode context) {
        return snapshot().map(known -> {
            Snapshot.Settings settings = known.of(caller.requireEnvironment());
            if (!isServer(caller)) {
                requireOrigin(settings, request);
                requireHash(settings, request, sent);
            }
            String region = isServer(caller) ? null : region(known, caller.requireEnvironment(), request);
            return region == null
                    ? ContextJson.of(context)
                    : ContextJson.of(context).region(region);
        });
    }

    private static boolean isServer(Caller caller) {
        return caller.permissions().contains(Role.SDK_SERVER);
    }

    private static void requireOrigin(Snapshot.Settings settings, HttpServerRequest request) {
        String origin = Cors.foreignOrigin(request);
        if (origin != null && !Origins.hold(settings.origins(), origin)) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "Pages of " + origin + " may not ask with this key; add the origin to the environment's client"
                            + " access.");
        }
    }

    private static void requireHash(Snapshot.Settings settings, HttpServerRequest request, ObjectNode context) {
        if (!settings.secureMode()) {
            return;
        }
        String secret = settings.secret();
        if (secret == null || !ContextHash.matches(secret, context, request.getHeader(HASH_HEADER))) {
            throw Failure.of(
                    Failure.Kind.FORBIDDEN,
                    "This environment is in secure mode: send " + HASH_HEADER + ", the HMAC-SHA-256 of the context's"
                            + " canonical JSON, made by your own server.");
        }
    }

    private @Nullable String region(Snapshot known, long environmentId, HttpServerRequest request) {
        String said = config.regionHeader().map(request::getHeader).orElse(null);
        if (said == null || said.isBlank()) {
            return null;
        }
        String name = said.trim().toLowerCase(Locale.ROOT);
        return known.regions().getOrDefault(environmentId, Map.of()).getOrDefault(name, name);
    }
}
