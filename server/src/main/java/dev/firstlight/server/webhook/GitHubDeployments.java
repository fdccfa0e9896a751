package dev.firstlight.server.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Outbound;
import dev.firstlight.server.platform.Outbound.Answer;
import dev.firstlight.server.platform.Unreached;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows releases as deployments of a repository (GitHub's REST API, version 2022-11-28). A release is known by the deployment's
 * task, so that what is told twice is one deployment all the same.
 */
final class GitHubDeployments {

    private static final int LONGEST_DESCRIPTION = 140;

    private final Outbound outbound;
    private final Endpoint endpoint;
    private final String token;
    private final Duration timeout;

    /** @param endpoint its address is a repository's, {@code https://api.github.com/repos/<owner>/<name>} */
    GitHubDeployments(Outbound outbound, Endpoint endpoint, String token, Duration timeout) {
        this.outbound = outbound;
        this.endpoint = endpoint;
        this.token = token;
        this.timeout = timeout;
    }

    /** Tells of what a release did; of anything else nothing is sent, and nothing answered. */
    Uni<@Nullable Answer> tell(Happened event) {
        String state = event.isOfRelease() ? state(event.type()) : null;
        if (state == null) {
            return Uni.createFrom().nullItem();
        }
        return get("/deployments?task=" + URLEncoder.encode(task(event), StandardCharsets.UTF_8))
                .flatMap(found -> {
                    if (found.status() != 200) {
                        return Uni.createFrom().item(found);
                    }
                    JsonNode known = json(found).path(0).path("id");
                    return known.canConvertToLong()
                            ? status(known.asLong(), event, state)
                            : post("/deployments", deployment(event))
                                    .flatMap(made -> made.status() == 201
                                            ? status(json(made).path("id").asLong(), event, state)
                                            : Uni.createFrom().item(made));
                });
    }

    /** What GitHub calls it; null where it has no word for it. */
    static @Nullable String state(String type) {
        return switch (type) {
            case "release.scheduled", "release.awaitingApproval", "release.awaitingCheck", "release.awaitingWindow" ->
                "queued";
            case "release.started", "release.advanced", "release.resumed", "release.held", "release.paused" ->
                "in_progress";
            case "release.completed" -> "success";
            case "release.rolledBack" -> "failure";
            case "release.regionRolledBack" -> "error";
            case "release.aborted" -> "inactive";
            default -> null;
        };
    }

    private static String task(Happened event) {
        return "firstlight:" + event.text("release");
    }

    private ObjectNode deployment(Happened event) {
        ObjectNode deployment = Json.object()
                .put("ref", endpoint.ref())
                .put("task", task(event))
                .put("environment", event.text("environment"))
                .put("description", shortened(event.text("name")))
                .put("auto_merge", false);
        // A release waits for the checks that its own gates name.
        deployment.putArray("required_contexts");
        return deployment;
    }

    private Uni<Answer> status(long deployment, Happened event, String state) {
        return post(
                "/deployments/" + deployment + "/statuses",
                Json.object()
                        .put("state", state)
                        .put("description", shortened(event.text("sentence")))
                        .put("auto_inactive", false));
    }

    private static String shortened(@Nullable String text) {
        String all = text == null ? "" : text;
        return all.codePointCount(0, all.length()) <= LONGEST_DESCRIPTION
                ? all
                : all.substring(0, all.offsetByCodePoints(0, LONGEST_DESCRIPTION - 1)) + "…";
    }

    private Uni<Answer> get(String path) {
        return outbound.get(at(path), headers(), timeout);
    }

    private Uni<Answer> post(String path, ObjectNode body) {
        return outbound.post(at(path), headers(), Buffer.buffer(Json.write(body)), timeout);
    }

    private URI at(String path) {
        return URI.create(endpoint.url() + path);
    }

    private Map<String, String> headers() {
        return Map.of(
                "Accept", "application/vnd.github+json",
                "Authorization", "Bearer " + token,
                "Content-Type", "application/json",
                "User-Agent", "Firstlight",
                "X-GitHub-Api-Version", "2022-11-28");
    }

    private static JsonNode json(Answer answer) {
        try {
            return Json.read(answer.body().toString());
        } catch (IllegalStateException | Failure e) {
            throw new Unreached("It answered " + answer.status() + " with what is no JSON.");
        }
    }
}
