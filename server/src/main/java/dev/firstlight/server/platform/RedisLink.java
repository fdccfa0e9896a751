package dev.firstlight.server.platform;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One connection to Redis that is opened again, for ever, whenever it is gone: soon at first, then less and less often. */
final class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final long FIRST_RETRY_MS = 100;
    private static final long LAST_RETRY_MS = 3_000;

    private final Vertx vertx;
    private final Redis redis;
    private final Function<RedisConnection, Future<?>> prepare;
    private volatile @Nullable RedisConnection open;
    private int failures;
    private boolean stopped;

    /** A link that is not open yet; {@code prepare} makes a fresh connection ready for use. */
    RedisLink(Vertx vertx, Redis redis, Function<RedisConnection, Future<?>> prepare) {
        this.vertx = vertx;
        this.redis = redis;
        this.prepare = prepare;
    }

    /** The connection, null where there is none at the moment. */
    @Nullable
    RedisConnection connection() {
        return open;
    }

    void open() {
        redis.connect()
                .compose(fresh -> {
                    fresh.exceptionHandler(e -> lost(fresh));
                    fresh.endHandler(end -> lost(fresh));
                    return prepare.apply(fresh).onFailure(e -> fresh.close()).map(ready -> fresh);
                })
                .onSuccess(this::opened)
                .onFailure(e -> again(e.toString()));
    }

    private synchronized void opened(RedisConnection fresh) {
        if (stopped) {
            fresh.close();
            return;
        }
        failures = 0;
        open = fresh;
    }

    /** Whatever the reason, the next one is opened; once for each that was open. */
    void lost(RedisConnection gone) {
        synchronized (this) {
            if (open != gone) {
                return;
            }
            open = null;
        }
        gone.close();
        again("the connection is gone");
    }

    private synchronized void again(String reason) {
        if (stopped) {
            return;
        }
        if (failures == 0) {
            LOG.warnf("No hints by Redis for now, the poll goes on: %s", reason);
        }
        long bound = Math.min(FIRST_RETRY_MS << Math.min(failures++, 10), LAST_RETRY_MS);
        vertx.setTimer(ThreadLocalRandom.current().nextLong(bound / 2, bound) + 1, timer -> open());
    }

    synchronized void stop() {
        stopped = true;
        RedisConnection last = open;
        open = null;
        if (last != null) {
            last.close();
        }
    }
}
