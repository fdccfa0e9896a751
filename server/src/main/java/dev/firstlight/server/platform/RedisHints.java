package dev.firstlight.server.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Redis: one connection that hears and one that speaks. A subscription can vanish, or be refused, without a word; so this
 * node says something of no meaning every few seconds, listens once it hears that, and subscribes again where it does not.
 */
final class RedisHints implements HintChannel {

    private static final String CHANNEL = "firstlight";
    private static final String BEAT = "beat";
    private static final long BEAT_MS = 2_000;
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(7);

    private final Vertx vertx;
    private final Redis redis;
    private final RedisLink speaking;
    private @Nullable RedisLink hearing;
    private volatile long heardAt;
    private volatile boolean listening;

    /**
     * Over TLS where the address begins with {@code rediss}: its certificate has to be for the host's name.
     *
     * @param ca a file with the certificate of who signs it; those whom Java trusts where it is absent
     */
    RedisHints(Vertx vertx, String url, Optional<String> ca) {
        this.vertx = vertx;
        RedisOptions options = new RedisOptions().setConnectionString(url).setMaxPoolSize(2);
        options.getNetClientOptions()
                .setConnectTimeout(2_000)
                .setTcpKeepAlive(true)
                .setHostnameVerificationAlgorithm("HTTPS");
        ca.ifPresent(file -> options.getNetClientOptions().setPemTrustOptions(new PemTrustOptions().addCertPath(file)));
        this.redis = Redis.createClient(vertx, options);
        this.speaking = new RedisLink(vertx, redis, fresh -> Future.succeededFuture());
    }

    @Override
    public void start(Consumer<String> heard, Runnable begun) {
        RedisLink link = new RedisLink(vertx, redis, fresh -> {
            listening = false;
            heardAt = System.nanoTime();
            fresh.handler(message -> hear(message, heard, begun));
            return fresh.send(Request.cmd(Command.SUBSCRIBE).arg(CHANNEL)).onSuccess(subscribed -> publish(BEAT));
        });
        hearing = link;
        link.open();
        speaking.open();
        vertx.setPeriodic(BEAT_MS, timer -> beat(link));
    }

    private void hear(@Nullable Response message, Consumer<String> heard, Runnable begun) {
        if (message == null
                || message.size() < 3
                || !"message".equals(message.get(0).toString())) {
            return;
        }
        heardAt = System.nanoTime();
        if (!listening) {
            listening = true;
            begun.run();
        }
        String hint = message.get(2).toString();
        if (!hint.equals(BEAT)) {
            heard.accept(hint);
        }
    }

    private void beat(RedisLink link) {
        RedisConnection deaf = link.connection();
        if (deaf != null && System.nanoTime() - heardAt > LONGEST_SILENCE_NANOS) {
            listening = false;
            link.lost(deaf);
        }
        publish(BEAT);
    }

    private Future<?> publish(String text) {
        RedisConnection connection = speaking.connection();
        return connection == null
                ? Future.failedFuture("Redis is not there")
                : connection.send(Request.cmd(Command.PUBLISH).arg(CHANNEL).arg(text));
    }

    @Override
    public Uni<Void> send(String hint) {
        return Uni.createFrom()
                .completionStage(() -> publish(hint).toCompletionStage())
                .replaceWithVoid();
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public boolean isListening() {
        RedisLink link = hearing;
        return listening && link != null && link.connection() != null;
    }

    @Override
    public void stop() {
        RedisLink link = hearing;
        if (link != null) {
            link.stop();
        }
        speaking.stop();
        redis.close();
    }
}
