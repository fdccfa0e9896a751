package dev.firstlight.server.cli.code;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firstlight.server.support.Shell;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A command whose requests pass through a door of the test's: right before the first that writes, something happens. */
final class Interrupted {

    private final String project;
    private final Runnable happening;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicBoolean happened = new AtomicBoolean();

    Interrupted(String project, Runnable happening) {
        this.project = project;
        this.happening = happening;
    }

    Shell.Ended run(String... args) throws IOException {
        HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext("/", this::pass);
        door.start();
        try {
            return Shell.admin(project)
                    .with(
                            "FIRSTLIGHT_SERVER",
                            "http://127.0.0.1:" + door.getAddress().getPort())
                    .run(args);
        } finally {
            door.stop(0);
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("GET") && happened.compareAndSet(false, true)) {
            happening.run();
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        for (String header : List.of("Authorization", "Content-Type", "If-Match")) {
            exchange.getRequestHeaders()
                    .getOrDefault(header, List.of())
                    .forEach(value -> request.header(header, value));
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }
}
