package dev.firstlight.server.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.support.Api;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The public doors of several nodes, as a client that knows them all uses them: the next node, where one does not answer. */
public final class Doors {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int TRIES = 60;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final List<String> urls;
    private final AtomicInteger turn = new AtomicInteger();

    /** Those of these nodes. */
    public Doors(List<String> urls) {
        this.urls = urls;
    }

    /** An answer. */
    public record Answer(int status, String tag, String body) {
        /** Its body. */
        public JsonNode json() throws IOException {
            return Json.parse(body);
        }
    }

    /** As an admin; sent again with the same key until somebody answers, so that it is done once. */
    public Answer admin(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(method, path, body, Api.ADMIN, headers);
    }

    /** With any key. */
    public Answer send(String method, String path, String body, String secret, String... headers)
            throws IOException, InterruptedException {
        String once = UUID.randomUUID().toString();
        IOException last = new IOException("nobody was asked");
        for (int i = 0; i < TRIES; i++) {
            String url = urls.get(Math.floorMod(turn.getAndIncrement(), urls.size()));
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + secret)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            if (method.equals("POST")) {
                request.header("Idempotency-Key", once);
            }
            for (int h = 0; h < headers.length; h += 2) {
                request.header(headers[h], headers[h + 1]);
            }
            try {
                HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() < 500 && answer.statusCode() != 429) {
                    return new Answer(
                            answer.statusCode(),
                            answer.headers().firstValue("ETag").orElse(""),
                            answer.body());
                }
                last = new IOException(answer.statusCode() + " " + answer.body());
            } catch (IOException e) {
                last = e;
            }
            Thread.sleep(50);
        }
        throw last;
    }

    /** The same, where nothing but success is right. */
    public JsonNode must(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        Answer answer = admin(method, path, body, headers);
        if (answer.status() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + answer);
        }
        return answer.body().isEmpty() ? Json.parse("{}") : answer.json();
    }
}
