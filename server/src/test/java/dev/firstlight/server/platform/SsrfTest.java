package dev.firstlight.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Addresses that would lead whoever may write one into the operator's own network. Ears on every address of this machine
 * count who connects: nobody does.
 */
class SsrfTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";

    private final Vertx vertx = Vertx.vertx();
    private final List<Ear> ears = new ArrayList<>();
    private Ear ear;

    /** Listens, counts, and answers all that come the same. */
    private static final class Ear implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket();
        private final AtomicInteger heard = new AtomicInteger();
        private final String answer;

        Ear(InetAddress address, String answer) throws IOException {
            this.answer = answer;
            socket.bind(new InetSocketAddress(address, 0));
            Thread thread = new Thread(this::listen, "ear");
            thread.setDaemon(true);
            thread.start();
        }

        private void listen() {
            while (!socket.isClosed()) {
                try (Socket one = socket.accept()) {
                    heard.incrementAndGet();
                    byte[] asked = new byte[8_192];
                    if (one.getInputStream().read(asked) > 0) {
                        one.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException closed) {
                    // Nobody is waited for any more, or the other side went away.
                }
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @BeforeEach
    void listen() throws IOException {
        ear = ear("::", HELLO);
    }

    @AfterEach
    void close() throws IOException {
        for (Ear each : ears) {
            each.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Ear ear(String address, String answer) throws IOException {
        Ear made = new Ear(InetAddress.getByName(address), answer);
        ears.add(made);
        return made;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // this machine, by its names and numbers
                "http://localhost:PORT/",
                "http://LocalHost:PORT/",
                "http://localhost.:PORT/",
                "http://localhost.localdomain:PORT/",
                "http://ip6-localhost:PORT/",
                "http://127.0.0.1:PORT/",
                "http://127.0.0.1.:PORT/",
                "http://127.8.9.10:PORT/",
                "http://0.0.0.0:PORT/",
                // the same, as other programs write it
                "http://127.1:PORT/",
                "http://127.0.1:PORT/",
                "http://0:PORT/",
                "http://2130706433:PORT/",
                "http://017700000001:PORT/",
                "http://0177.0.0.1:PORT/",
                "http://0x7f000001:PORT/",
                "http://0x7f.0.0.1:PORT/",
                "http://0x7F.1:PORT/",
                "http://127.0.0.01:PORT/",
                // IPv6, and IPv4 within it
                "http://[::1]:PORT/",
                "http://[0:0:0:0:0:0:0:1]:PORT/",
                "http://[::]:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "http://[::ffff:7f00:1]:PORT/",
                "http://[::ffff:0:127.0.0.1]:PORT/",
                "http://[::127.0.0.1]:PORT/",
                "http://[64:ff9b::7f00:1]:PORT/",
                "http://[64:ff9b:1::7f00:1]:PORT/",
                "http://[64:ff9b:1:8:8:8:8:8]:PORT/",
                "http://[2002:7f00:1::]:PORT/",
                "http://[2002:a9fe:a9fe::1]:PORT/",
                "http://[2001:0:7f00:1::1]:PORT/",
                "http://[2001:db8::1]:PORT/",
                "http://[fe80::1%25lo]:PORT/",
                "http://[fec0::1]:PORT/",
                "http://[ff02::1]:PORT/",
                // the operator's network, and what clouds say there
                "http://10.0.0.1:PORT/",
                "http://172.16.0.1:PORT/",
                "http://192.168.0.1:PORT/",
                "http://100.100.100.200:PORT/latest/meta-data/",
                "http://169.254.169.254/latest/meta-data/",
                "http://169.254.170.2/v2/credentials",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://2852039166/latest/meta-data/",
                "http://[::ffff:a9fe:a9fe]/latest/meta-data/",
                // somebody else's name before it, or behind it
                "http://example.org@127.0.0.1:PORT/",
                "http://example.org:80@localhost:PORT/",
                "http://example.org%2F@127.0.0.1:PORT/",
                "http://127.0.0.1:PORT#@example.org/",
                "http://127.0.0.1:PORT?@example.org/",
                // other ways than HTTP
                "file:///etc/passwd",
                "gopher://127.0.0.1:PORT/_x",
                "ftp://127.0.0.1:PORT/",
                "jar:http://127.0.0.1:PORT/x.jar!/",
                "ldap://127.0.0.1:PORT/x",
                "HTTP://127.0.0.1:PORT/"
            })
    void nobodyConnects(String target) {
        URI uri = URI.create(target.replace("PORT", Integer.toString(ear.port())));
        assertThatThrownBy(() -> ask(new Outbound(vertx, List.of()), uri)).isInstanceOf(Unreached.class);
        assertThat(ear.heard).hasValue(0);
    }

    /** Whatever the name server says: one private address among public ones is never the one that is asked. */
    @Test
    void namesOfPrivateAddresses() {
        for (List<String> addresses : List.of(
                List.of("127.0.0.1"), List.of("::1"), List.of("10.0.0.1", "127.0.0.1"), List.of("fe80::1", "::1"))) {
            Outbound outbound = new Outbound(vertx, List.of(), host -> addresses(addresses));
            assertThatThrownBy(() -> ask(outbound, uri(ear, "metrics.example.org")))
                    .isInstanceOf(Unreached.class)
                    .hasMessageContaining("private network");
        }
        assertThat(ear.heard).hasValue(0);
    }

    /** Between the look and the connection the name gets another address: it is not asked for again. */
    @Test
    void aNameThatChangesItsMind() throws IOException {
        Ear first = ear("127.0.0.1", HELLO);
        Ear second = new Ear(InetAddress.getByName("127.0.0.2"), HELLO);
        ears.add(second);
        AtomicInteger asked = new AtomicInteger();
        Outbound outbound = new Outbound(
                vertx,
                List.of("metrics.example.org"),
                host -> addresses(List.of(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")));
        assertThat(ask(outbound, uri(first, "metrics.example.org")).body()).hasToString("hello");
        assertThat(asked).hasValue(1);
        assertThat(first.heard).hasValue(1);
        assertThat(second.heard).hasValue(0);
    }

    /** What is allowed may not send on to what is not. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirect(int status) throws IOException {
        Ear inside = ear("127.0.0.2", HELLO);
        Ear outside = ear(
                "127.0.0.1",
                "HTTP/1.1 " + status + " Over there\r\nLocation: http://127.0.0.2:" + inside.port()
                        + "/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Outbound outbound = new Outbound(vertx, List.of("127.0.0.1"));
        assertThat(ask(outbound, uri(outside, "127.0.0.1")).status()).isEqualTo(status);
        assertThat(outside.heard).hasValue(1);
        assertThat(inside.heard).hasValue(0);
    }

    /** The ears do hear, and the allow list names hosts, not what they look like. */
    @Test
    void onlyWhatIsNamedIsAllowed() {
        Outbound outbound = new Outbound(vertx, List.of("localhost"));
        assertThat(ask(outbound, uri(ear, "localhost")).body()).hasToString("hello");
        assertThat(ear.heard).hasValue(1);
        for (String other : List.of("127.0.0.1", "[::1]", "localhost.", "localhost.example.org")) {
            assertThatThrownBy(() -> ask(outbound, uri(ear, other))).isInstanceOf(Unreached.class);
        }
        assertThat(ear.heard).hasValue(1);
    }

    private static Outbound.Answer ask(Outbound outbound, URI uri) {
        return outbound.get(uri, Map.of(), PATIENCE).await().atMost(PATIENCE.plusSeconds(5));
    }

    private static URI uri(Ear ear, String host) {
        return URI.create("http://" + host + ":" + ear.port() + "/");
    }

    private static InetAddress[] addresses(List<String> texts) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[texts.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = InetAddress.getByName(texts.get(i));
        }
        return addresses;
    }
}
