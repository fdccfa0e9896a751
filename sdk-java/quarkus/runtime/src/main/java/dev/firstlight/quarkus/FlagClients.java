package dev.firstlight.quarkus;

import dev.firstlight.client.FlagClient;
import dev.firstlight.client.FlagClientBuilder;
import dev.firstlight.config.FlagConfigSource;
import dev.firstlight.core.Context;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the application's client when it starts, and closes it when it ends. */
@Singleton
class FlagClients {

    @Produces
    @Singleton
    @Startup
    FlagClient client(FirstlightConfig config) {
        FlagClientBuilder builder = FlagClient.builder()
                .region(config.region().orElse(null))
                .context(Context.of(config.context()))
                .cacheDirectory(config.cacheDirectory().map(Path::of).orElse(null))
                .bootstrap(config.bootstrap().map(FlagClients::resource).orElse(null))
                .telemetry(config.telemetry())
                .currentRequest(RequestOutcomes::current);
        List<String> urls = config.url().orElse(List.of());
        if (urls.isEmpty() || config.sdkKey().isEmpty()) {
            builder.offline(true);
        } else {
            builder.urls(urls).sdkKey(config.sdkKey().get());
        }
        FlagClient client = builder.build();
        FlagConfigSource.serve(client, Context.empty());
        return client;
    }

    void close(@Disposes FlagClient client) {
        FlagConfigSource.serve(null, Context.empty());
        client.close();
    }

    private static String resource(String name) {
        @Nullable
        InputStream found = Thread.currentThread().getContextClassLoader().getResourceAsStream(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "firstlight.bootstrap names " + name + ", and there is no such resource");
        }
        try (InputStream in = found) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the Dev UI: what each flag serves the application itself. */
    static List<Map<String, String>> flags(FlagClient client) {
        return client.flagKeys().stream()
                .sorted()
                .map(key -> {
                    var evaluation = client.evaluation(key, Context.empty(), "");
                    return Map.of(
                            "key", key,
                            "value", String.valueOf(evaluation.value()),
                            "variant", String.valueOf(evaluation.variant()),
                            "reason", evaluation.reason().name());
                })
                .toList();
    }
}
