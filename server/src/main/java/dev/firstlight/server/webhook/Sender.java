package dev.firstlight.server.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Outbound;
import dev.firstlight.server.platform.Outbound.Answer;
import dev.firstlight.server.platform.Unreached;
import dev.firstlight.server.secret.Secrets;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends one event to one endpoint, once. */
@ApplicationScoped
class Sender {

    private static final int MOST_ANSWER = 1_024;

    private final Outbound outbound;
    private final Secrets secrets;
    private final WebhookConfig config;
    private final Clock clock;

    Sender(Outbound outbound, Secrets secrets, WebhookConfig config, Clock clock) {
        this.outbound = outbound;
        this.secrets = secrets;
        this.config = config;
        this.clock = clock;
    }

    /** What came of it; fails only for what the server lacks. */
    Uni<Outcome> send(Endpoint endpoint, Happened event) {
        long began = System.nanoTime();
        return Uni.createFrom()
                .deferred(() -> answer(endpoint, event))
                .map(answer -> outcome(answer, began))
                .onFailure(Unreached.class)
                .recoverWithItem(e -> new Outcome(null, String.valueOf(e.getMessage()), null, since(began)));
    }

    private Uni<@Nullable Answer> answer(Endpoint endpoint, Happened event) {
        ObjectNode body = endpoint.format().body(event);
        if (body == null) {
            return new GitHubDeployments(outbound, endpoint, opened(endpoint).get(0), config.timeout()).tell(event);
        }
        Buffer bytes = Buffer.buffer(Json.write(body));
        Map<String, String> headers =
                endpoint.format() == Format.STANDARD ? signed(endpoint, event, bytes) : headers("application/json");
        return outbound.post(endpoint.url(), headers, bytes, config.timeout());
    }

    private Map<String, String> signed(Endpoint endpoint, Happened event, Buffer body) {
        long timestamp = clock.instant().getEpochSecond();
        Map<String, String> headers = headers("application/cloudevents+json; charset=UTF-8");
        headers.put("webhook-id", event.id());
        headers.put("webhook-timestamp", Long.toString(timestamp));
        headers.put("webhook-signature", Signature.of(opened(endpoint), event.id(), timestamp, body.getBytes()));
        return headers;
    }

    private List<String> opened(Endpoint endpoint) {
        return endpoint.sealed().stream()
                .map(text -> secrets.open(Webhooks.secretName(endpoint.id()), text))
                .toList();
    }

    private static Map<String, String> headers(String type) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("User-Agent", "Firstlight");
        return headers;
    }

    private static Outcome outcome(@Nullable Answer answer, long began) {
        if (answer == null) {
            return new Outcome(null, null, null, since(began));
        }
        boolean taken = answer.status() >= 200 && answer.status() < 300;
        byte[] body =
                answer.body().getBytes(0, Math.min(MOST_ANSWER, answer.body().length()));
        // What is no text is not kept as one: the database refuses it.
        String text = new String(body, StandardCharsets.UTF_8).replace("\0", "\uFFFD");
        return new Outcome(answer.status(), taken ? null : trouble(answer.status()), text, since(began));
    }

    private static String trouble(int status) {
        return status >= 300 && status < 400
                ? "It answered " + status + "; redirects are not followed, so name the address that it leads to."
                : "It answered " + status + ".";
    }

    private static long since(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }
}
