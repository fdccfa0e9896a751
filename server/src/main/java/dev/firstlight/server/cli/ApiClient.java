package dev.firstlight.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The server's API for one project; an answer that is no success is a {@link CommandFailure}. */
public final class ApiClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int TOO_MANY = 429;
    private static final int MOST_WAITS = 10;

    // A redirect would take the token elsewhere.
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final URI server;
    private final @Nullable String token;
    private final String project;

    ApiClient(URI server, @Nullable String token, String project) {
        this.server = server;
        this.token = token;
        this.project = project;
    }

    /** A success. */
    public record Answer(
            int status, JsonNode body, @Nullable String etag) {}

    /** The project's key. */
    public String project() {
        return project;
    }

    /** Where the server is. */
    public URI server() {
        return server;
    }

    /** The path of something, each part encoded. */
    public static String path(String... parts) {
        StringBuilder path = new StringBuilder();
        for (String part : parts) {
            path.append('/').append(encode(part));
        }
        return path.toString();
    }

    /** A value as a URL has it. */
    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Reads what is at a path within the project. */
    public JsonNode get(String path) {
        return send("GET", path, null, null).body();
    }

    /** Sends a request within the project: {@code /api/v1/projects/{project}} and the path. */
    public Answer send(String method, String path, @Nullable JsonNode body, @Nullable String ifMatch) {
        return sendTo(method, path("projects", project) + path, body, ifMatch);
    }

    /** Sends a request to {@code /api/v1} and the path. */
    public Answer sendTo(String method, String path, @Nullable JsonNode body, @Nullable String ifMatch) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + "/api/v1" + path))
                .timeout(ANSWER)
                .header("Accept", "application/json, application/problem+json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.bytes(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        HttpResponse<byte[]> response = patiently(request.build());
        if (response.statusCode() < 200 || response.statusCode() > 299) {
            throw ApiProblem.of(method + " " + path, response.statusCode(), response.body());
        }
        return new Answer(
                response.statusCode(),
                json(response.body()),
                response.headers().firstValue("ETag").orElse(null));
    }

    private JsonNode json(byte[] body) {
        try {
            return body.length == 0 ? Json.object() : Json.parse(body);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE, server + " does not answer as a Firstlight server: " + e.getMessage());
        }
    }

    /** Too many requests: none of them was done, so after the time that the server names it can be sent again. */
    private HttpResponse<byte[]> patiently(HttpRequest request) {
        HttpResponse<byte[]> response = exchange(request);
        for (int i = 0; i < MOST_WAITS && response.statusCode() == TOO_MANY; i++) {
            String after = response.headers().firstValue("Retry-After").orElse("");
            if (!after.matches("\\d{1,2}")) {
                return response;
            }
            try {
                Thread.sleep(Duration.ofSeconds(Long.parseLong(after)).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return response;
            }
            response = exchange(request);
        }
        return response;
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new CommandFailure(ExitCode.UNREACHABLE, server + " does not answer: " + why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.UNREACHABLE, "interrupted");
        }
    }
}
