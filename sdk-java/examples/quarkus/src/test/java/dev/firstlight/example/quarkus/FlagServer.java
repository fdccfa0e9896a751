package dev.firstlight.example.quarkus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.TestServer;
import dev.firstlight.wire.Json;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server that speaks the wire, for as long as the application runs. */
public final class FlagServer implements QuarkusTestResourceLifecycleManager {

    private static @Nullable TestServer running;

    static TestServer server() {
        return Objects.requireNonNull(running);
    }

    /** A revision in which so many of all buckets get the new checkout. */
    static ObjectNode ruleset(long revision, int buckets) {
        return TestServer.rulesetOf(
                revision,
                Map.of(
                        "new-checkout", TestServer.released(buckets, "request.error", "request.duration"),
                        "greeting", greeting(revision)));
    }

    private static JsonNode greeting(long revision) {
        ObjectNode flag = Json.object()
                .put("type", "string")
                .put("salt", "s")
                .put("enabled", true)
                .put("offVariant", "v");
        flag.putObject("variants").put("v", "kia ora " + revision);
        flag.putObject("default").put("variant", "v");
        return flag;
    }

    @Override
    public Map<String, String> start() {
        try {
            running = new TestServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server().serve(ruleset(1, 1));
        return Map.of("firstlight.url", server().url(), "firstlight.sdk-key", "fls_test", "checkout.broken", "true");
    }

    @Override
    public void stop() {
        server().close();
    }
}
