package dev.firstlight.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.core.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Proxies, certificates and executors, over real sockets. */
@Timeout(60)
class NetworkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Context ALICE = Context.of("alice");

    @TempDir
    static Path directory;

    private static Identity flags;
    private static Identity application;

    @BeforeAll
    static void makeIdentities() throws Exception {
        flags = Identity.make(directory, "flags");
        application = Identity.make(directory, "application");
    }

    @Test
    void goesThroughAProxy() throws Exception {
        // The server takes requests for any address, as a proxy does.
        try (TestServer proxy = new TestServer();
                FlagClient client = Quick.builder("http://flags.invalid")
                        .proxy("127.0.0.1", proxy.port())
                        .build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            assertThat(client.intValue("revision", ALICE, -1)).isEqualTo(1);
            assertThat(proxy.awaitTelemetry("applied")).isNotNull();
        }
    }

    @Test
    void trustsWhomItIsTold() throws Exception {
        try (TestServer server = new TestServer(flags.context(null), false)) {
            try (FlagClient client =
                    Quick.builder(server.url()).trustedCertificates(flags.pem()).build()) {
                assertThat(client.awaitReady(PATIENCE)).isTrue();
                assertThat(server.awaitTelemetry("applied")).isNotNull();
            }
            try (FlagClient client = Quick.builder(server.url())
                    .trustedCertificates(application.pem())
                    .build()) {
                Await.until("it is refused", () -> client.status().reason().contains("failed"));
                assertThat(client.awaitReady(Duration.ofMillis(300))).isFalse();
            }
        }
    }

    @Test
    void showsWhoItIs() throws Exception {
        try (TestServer server = new TestServer(flags.context(application), true)) {
            FlagClientBuilder builder = Quick.builder(server.url()).trustedCertificates(flags.pem());
            try (FlagClient client = builder.build()) {
                assertThat(client.awaitReady(Duration.ofMillis(500))).isFalse();
            }
            builder.clientCertificate(application.pem(), application.key());
            try (FlagClient client = builder.build()) {
                assertThat(client.awaitReady(PATIENCE)).isTrue();
            }
            try (FlagClient client = Quick.builder(server.url())
                    .sslContext(application.context(flags))
                    .build()) {
                assertThat(client.awaitReady(PATIENCE)).isTrue();
            }
        }
    }

    @Test
    void saysWhichFileCannotBeUsed() {
        Path none = directory.resolve("none.pem");
        assertThatThrownBy(() -> Quick.builder("https://localhost")
                        .trustedCertificates(none)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.pem");
        assertThatThrownBy(() -> Quick.builder("https://localhost")
                        .clientCertificate(flags.pem(), flags.pem())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PKCS #8");
    }

    @Test
    void runsListenersAndConnectionsOnTheExecutorItIsGiven() throws Exception {
        ExecutorService executor = Executors.newCachedThreadPool(work -> new Thread(work, "the application's own"));
        Set<String> names = ConcurrentHashMap.newKeySet();
        try (TestServer server = new TestServer();
                FlagClient client =
                        Quick.builder(server.url()).executor(executor).build()) {
            assertThat(client.awaitReady(PATIENCE)).isTrue();
            client.onChange("revision", key -> names.add(Thread.currentThread().getName()));
            server.change();
            Await.until("it is told", () -> !names.isEmpty());
            assertThat(names).containsExactly("the application's own");
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("firstlight-listeners")
                            || thread.getName().equals("firstlight-http"));
        } finally {
            executor.shutdownNow();
        }
    }
}
