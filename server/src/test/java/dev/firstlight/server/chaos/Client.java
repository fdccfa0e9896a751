package dev.firstlight.server.chaos;

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

/** Somebody who asks one node at a time, once, and does not wait for ever. */
final class Client {

    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<String> urls;
    private final String secret;

    Client(List<String> urls, String secret) {
        this.urls = urls;
        this.secret = secret;
    }

    static Client admin(Cluster cluster) {
        return new Client(cluster.adminUrls(), Api.ADMIN);
    }

    /** An answer. */
    record Answer(int status, String tag, String body) {

        JsonNode json() throws IOException {
            return Json.parse(body);
        }

        /** Refused for good: nothing of it is done or ever will be. */
        boolean refused() {
            return status >= 400 && status < 500;
        }

        boolean done() {
            return status / 100 == 2;
        }
    }

    /** @throws IOException where there was no answer */
    Answer send(int node, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(urls.get(node) + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(), answer.headers().firstValue("ETag").orElse(""), answer.body());
    }

    /** Asks one node after the other until one does it; what was done before may be there already. */
    Answer until(String method, String path, String body, String... headers) throws InterruptedException {
        for (int i = 0; ; i++) {
            try {
                Answer answer = send(i % urls.size(), method, path, body, headers);
                if (answer.done() || answer.status() == 409) {
                    return answer;
                }
                if (answer.refused() && answer.status() != 429 && answer.status() != 408) {
                    throw new IllegalStateException(method + " " + path + ": " + answer);
                }
            } catch (IOException e) {
                // The next one, then.
            }
            Thread.sleep(100);
        }
    }
}
