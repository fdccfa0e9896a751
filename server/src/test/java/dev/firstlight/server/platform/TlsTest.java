package dev.firstlight.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstlight.server.support.Certificate;
import dev.firstlight.server.support.Redis;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is asked shows a certificate that is theirs, or is told nothing. */
class TlsTest {

    private static final String ENCRYPTED = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    static Path directory;

    private static final Vertx VERTX = Vertx.vertx();
    private static Certificate theirs;
    private static String strangers;

    @BeforeAll
    static void certificates() throws Exception {
        theirs = Certificate.in(directory.resolve("theirs"));
        strangers = Certificate.in(directory.resolve("strangers")).certificate().toString();
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private static PemKeyCertOptions keys() {
        return new PemKeyCertOptions()
                .setCertPath(theirs.certificate().toString())
                .setKeyPath(theirs.key().toString());
    }

    @Test
    void postgresIsAskedOverTlsAndByNobodyElsesCertificate() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", theirs.certificate().toString())
                .setServerConfig("ssl_key_file", theirs.key().toString())
                .start()) {
            String ca = theirs.certificate().toString();
            assertThat(byJdbc(postgres, "localhost", ca)).isTrue();
            assertThat(byVertx(postgres, "localhost", ca)).isTrue();
            assertThatThrownBy(() -> byJdbc(postgres, "localhost", strangers)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> byVertx(postgres, "localhost", strangers)).isInstanceOf(ExecutionException.class);
            assertThatThrownBy(() -> byJdbc(postgres, "127.0.0.1", ca)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> byVertx(postgres, "127.0.0.1", ca)).isInstanceOf(ExecutionException.class);
        }
    }

    private static String url(EmbeddedPostgres postgres, String host) {
        return "postgresql://" + host + ":" + postgres.getPort() + "/postgres";
    }

    private static boolean byJdbc(EmbeddedPostgres postgres, String host, String ca) throws SQLException {
        try (Connection connection = new DatabaseAddress(url(postgres, host), "postgres", "postgres", ca).connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ENCRYPTED)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static boolean byVertx(EmbeddedPostgres postgres, String host, String ca) throws Exception {
        PgConnectOptions options = PgConnectOptions.fromUri(url(postgres, host))
                .setUser("postgres")
                .setPassword("postgres");
        return PgConnection.connect(VERTX, DatabaseTls.secured(options, ca))
                .compose(connection -> connection
                        .query(ENCRYPTED)
                        .execute()
                        .map(rows -> rows.iterator().next().getBoolean(0))
                        .onComplete(done -> connection.close()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The Redis of the tests speaks no TLS itself; what stands before it does. */
    @Test
    void redisIsAskedOverTlsAndByNobodyElsesCertificate() throws Exception {
        try (Redis redis = Redis.start()) {
            URI behind = URI.create(redis.url());
            AtomicInteger encrypted = new AtomicInteger();
            int port = VERTX.createNetServer(new NetServerOptions().setSsl(true).setKeyCertOptions(keys()))
                    .connectHandler(there -> {
                        encrypted.incrementAndGet();
                        there.pause();
                        VERTX.createNetClient()
                                .connect(behind.getPort(), behind.getHost())
                                .onSuccess(here -> join(there, here));
                    })
                    .listen(0, "localhost")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .actualPort();
            assertThat(hears("rediss://localhost:" + port, theirs.certificate().toString()))
                    .succeedsWithin(PATIENCE);
            assertThat(encrypted).hasValueGreaterThanOrEqualTo(2);
            int before = encrypted.get();
            CompletableFuture<String> stranger = hears("rediss://localhost:" + port, strangers);
            CompletableFuture<String> otherName =
                    hears("rediss://127.0.0.1:" + port, theirs.certificate().toString());
            assertThat(hears("rediss://localhost:" + port, theirs.certificate().toString()))
                    .succeedsWithin(PATIENCE);
            assertThat(stranger).isNotDone();
            assertThat(otherName).isNotDone();
            assertThat(encrypted.get() - before).isLessThanOrEqualTo(3);
        }
    }

    private static void join(NetSocket there, NetSocket here) {
        there.pipeTo(here);
        here.pipeTo(there);
    }

    /** Comes once hints are heard. */
    private static CompletableFuture<String> hears(String url, String ca) {
        CompletableFuture<String> begun = new CompletableFuture<>();
        new RedisHints(VERTX, url, Optional.of(ca)).start(hint -> {}, () -> begun.complete("begun"));
        return begun;
    }

    @Test
    void aServerThatNobodyVouchesForIsToldNothing() throws Exception {
        AtomicInteger told = new AtomicInteger();
        int port = VERTX.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(keys()))
                .requestHandler(request -> {
                    told.incrementAndGet();
                    request.response().end("hello");
                })
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .actualPort();
        Outbound outbound = new Outbound(VERTX, List.of("localhost"));
        assertThatThrownBy(() -> outbound.get(
                                URI.create("https://localhost:" + port + "/"),
                                Map.of("Authorization", "Bearer secret"),
                                PATIENCE)
                        .await()
                        .indefinitely())
                .isInstanceOf(Unreached.class)
                .hasMessageContaining("localhost cannot be asked: Failed to create SSL connection");
        assertThat(told).hasValue(0);
    }
}
