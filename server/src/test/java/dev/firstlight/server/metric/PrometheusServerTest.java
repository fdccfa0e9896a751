package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.firstlight.server.platform.Outbound;
import dev.firstlight.server.platform.Unreached;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Prometheus, where there is one on the path. */
class PrometheusServerTest {
    private static final String QUERY = "sum by (region) (hits_total{region=\"nz\"})";

    private final AtomicLong hits = new AtomicLong(100);
    private Vertx vertx;
    private HttpServer application;
    private Process prometheus;
    private int port;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(onPath(), "there is no prometheus on the path");
        vertx = Vertx.vertx();
        application = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        application.createContext("/metrics", exchange -> {
            byte[] body = ("# TYPE hits_total counter\nhits_total{region=\"nz\"} " + hits + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        application.start();
        port = freePort();
        Files.writeString(
                directory.resolve("prometheus.yml"),
                "global: {scrape_interval: 200ms}\nscrape_configs:\n- job_name: app\n  static_configs:\n"
                        + "  - targets: ['127.0.0.1:" + application.getAddress().getPort() + "']\n");
        launch();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (prometheus != null) {
            kill();
            application.stop(0);
            vertx.close();
        }
    }

    @Test
    void isUnderstoodThroughItsRestart() throws Exception {
        PrometheusApi api = new PrometheusApi(
                new Outbound(vertx, List.of("127.0.0.1")),
                URI.create("http://127.0.0.1:" + port),
                null,
                Duration.ofSeconds(5));
        shows(api, 100);
        hits.set(140);
        shows(api, 140);
        assertThat(await(api.between(
                        QUERY, Instant.now().minusSeconds(59), Instant.now().plusSeconds(1))))
                .hasSize(1);
        assertThatThrownBy(() -> await(api.now("sum(")))
                .isInstanceOf(Unreached.class)
                .hasMessageContaining("400");
        assertThatThrownBy(() -> await(api.now("nothing_total")))
                .isInstanceOf(Unreached.class)
                .hasMessageContaining("no data");
        assertThatThrownBy(() -> await(api.now("0 / 0")))
                .isInstanceOf(Unreached.class)
                .hasMessageContaining("NaN");
        kill();
        assertThatThrownBy(() -> await(api.now(QUERY))).isInstanceOf(Unreached.class);
        hits.set(7);
        launch();
        shows(api, 7);
    }

    private static void shows(PrometheusApi api, double value) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            List<PrometheusApi.Series> series = await(api.now(QUERY));
            assertThat(series).hasSize(1);
            assertThat(series.get(0).last()).isEqualTo(value);
        });
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }

    private void launch() throws IOException {
        prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    private void kill() throws InterruptedException {
        prometheus.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    private static boolean onPath() {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(java.io.File.pathSeparator))
                        .anyMatch(one -> Files.isExecutable(Path.of(one, "prometheus")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
