package dev.firstlight.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.EventReader;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.wire.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers that take little, or nothing, from a connection that holds little. */
@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
@TestProfile(SlowReaderTest.Impatient.class)
class SlowReaderTest {

    private static final int LARGE = 40;

    @TestHTTPResource("/sdk/v1/stream")
    URI stream;

    private static String project;
    private static String key;

    /** Cuts after four seconds. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("firstlight.delivery.stalled-after", "PT4S");
        }
    }

    @BeforeEach
    void aProjectWithALargeRuleset() {
        if (project != null) {
            // None of the tests minds what another did.
            return;
        }
        project = Api.project();
        key = Api.sdkKey(project, "server");
        // Together more than what the operating system holds for a connection.
        FlagApi.createMany(project, "f", LARGE);
        List<String> keys = IntStream.range(0, 900)
                .mapToObj(i -> "key-" + i + "-0123456789012345678901234567890123456789")
                .collect(Collectors.toList());
        for (int i = 0; i < LARGE; i++) {
            FlagApi.patch(project, "f" + i, Map.of("targets", List.of(Map.of("variant", "on", "keys", keys))));
        }
    }

    private Socket open() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(stream.getHost(), stream.getPort()));
        socket.getOutputStream()
                .write(("GET /sdk/v1/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void whoTakesNothingIsCut() throws Exception {
        try (Socket socket = open()) {
            Thread.sleep(8_000);
            socket.setSoTimeout(10_000);
            assertThat(endsWithin(socket.getInputStream())).isTrue();
        }
    }

    private static boolean endsWithin(InputStream in) throws IOException {
        byte[] buffer = new byte[65_536];
        try {
            while (in.read(buffer) >= 0) {}
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void whoIsSlowIsNotCutAndGetsTheLatestInTheEnd() throws Exception {
        try (Socket socket = open()) {
            InputStream in = socket.getInputStream();
            socket.setSoTimeout(20_000);
            StringBuilder read = new StringBuilder();
            byte[] buffer = new byte[65_536];
            int revision = 0;
            long begin = System.nanoTime();
            while (!read.toString().contains("\"to\":" + revision + ",") || revision == 0) {
                int count = in.read(buffer);
                assertThat(count).isPositive();
                read.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                if (System.nanoTime() - begin < 6_000_000_000L) {
                    // Slow, but never as long as four seconds without taking anything.
                    Thread.sleep(50);
                } else if (revision == 0) {
                    revision = FlagApi.patch(project, "f0", Map.of("enabled", true));
                }
                if (read.length() > 200_000_000) {
                    throw new AssertionError("the change did not come");
                }
            }
            assertThat(read.toString()).contains("event: ruleset").contains("event: change");
        }
    }

    @Test
    void othersDoNotWaitForWhoTakesNothing() throws Exception {
        try (Socket socket = open();
                EventReader reader = EventReader.open(stream.toString(), key)) {
            assertThat(reader.next().name()).isEqualTo("ruleset");
            int revision = FlagApi.patch(project, "f1", Map.of("enabled", true));
            EventReader.Event event = reader.next();
            assertThat(Json.parse(event.data()).path("to").asInt()).isEqualTo(revision);
            assertThat(socket.isConnected()).isTrue();
        }
    }
}
