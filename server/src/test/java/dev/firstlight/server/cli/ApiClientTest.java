package dev.firstlight.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.firstlight.server.support.Shell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that a server of ours gives seldom, or that something before it gives. */
class ApiClientTest {

    private record Answer(int status, String header, String value, String body) {}

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            Answer answer = answers.remove();
            exchange.getResponseHeaders().add(answer.header(), answer.value());
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        shell = new Shell()
                .with(
                        "FIRSTLIGHT_SERVER",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/base/")
                .with("FIRSTLIGHT_PROJECT", "my shop");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whoIsTooQuickWaitsAndGoesOn() {
        answers.add(new Answer(429, "Retry-After", "1", ""));
        answers.add(new Answer(200, "ETag", "\"1\"", "{\"key\": \"a\"}"));
        assertThat(shell.run("flags", "get", "a/b").out()).contains("\"key\"");
        assertThat(asked).hasSize(2).allMatch("/base/api/v1/projects/my%20shop/flags/a%2Fb"::equals);
    }

    @Test
    void aRedirectIsNotFollowed() {
        answers.add(new Answer(302, "Location", "/login", ""));
        Shell.Ended ended = shell.run("flags", "get", "a");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("answers 302");
    }

    @Test
    void somethingElseThanAFirstlightIsSaidToBeThat() {
        answers.add(new Answer(200, "Content-Type", "text/html", "<html>"));
        Shell.Ended ended = shell.run("flags", "get", "a");
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).contains("does not answer as a Firstlight server");
        answers.add(new Answer(503, "Content-Type", "text/html", "<html>"));
        assertThat(shell.run("flags", "get", "a").code()).isEqualTo(3);
        assertThat(shell.run("flags", "get", "a", "--server", "nonsense").code())
                .isEqualTo(2);
    }

    @Test
    void eachProblemIsToldWithItsPointer() {
        answers.add(new Answer(
                422,
                "Content-Type",
                "application/problem+json",
                "{\"detail\": \"One.\", \"errors\": [{\"pointer\": \"/a\", \"detail\": \"One.\"},"
                        + " {\"pointer\": \"/b\", \"detail\": \"Two.\"}], \"traceId\": \"t1\"}"));
        assertThat(shell.run("flags", "get", "a").err().lines())
                .containsExactly(
                        "get: One.", "  /a", "  /b  Two.", "  (422 to GET /projects/my%20shop/flags/a, trace t1)");
    }
}
