package dev.firstlight.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request whose end a proxy and the server could see in different places is refused; none is found inside another. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class SmugglingTest {

    private static final String HIDDEN = "GET /q/health/live HTTP/1.1\r\nHost: x\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5, 6\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: -5\r\n",
                "Content-Length: 0x5\r\n",
                "Content-Length: 5\u00000\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding: \u000bchunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n"
            })
    void twoLengthsAreRefused(String headers) throws IOException {
        String answer = send("POST /api/v1/session HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n0\r\n\r\n" + HIDDEN);
        assertThat(answer).as("the hidden request's answer").doesNotContain("\"UP\"");
        assertThat(answer).satisfiesAnyOf(closed -> assertThat(closed).isEmpty(), refused -> assertThat(refused)
                .startsWith("HTTP/1.1 4"));
    }

    /** The test itself: what is written plainly behind a whole request is answered. */
    @Test
    void whatFollowsAWholeRequestIsOne() throws IOException {
        assertThat(send("GET /q/health/live HTTP/1.1\r\nHost: x\r\n\r\n" + HIDDEN)
                        .split("HTTP/1.1 200", -1))
                .hasSize(3);
    }

    private static String send(String text) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return read(socket.getInputStream());
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[8_192];
        try {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                text.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException quiet) {
            // It waits for more, and has said all.
        }
        return text.toString();
    }
}
