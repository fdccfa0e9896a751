package dev.firstlight.openfeature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.client.FlagClient;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** OpenFeature's SDK with our provider, over a client and a server that are real; one scenario's. */
final class World implements AutoCloseable {

    final TestServer server;
    private final List<FlagClient> clients = new ArrayList<>();

    World(String flags) throws IOException {
        OpenFeatureAPI.getInstance().shutdown();
        server = new TestServer();
        server.serve(GherkinFlags.ruleset(flags));
    }

    Client client() {
        return OpenFeatureAPI.getInstance().getClient();
    }

    /** A provider that stands as the scenario wants it. */
    void use(String standing) throws Exception {
        switch (standing) {
            case "not ready" -> server.mute = true;
            case "error" -> {
                server.streamStatus = 503;
                server.rulesetStatus = 503;
            }
            case "fatal" -> server.streamStatus = 401;
            default -> {}
        }
        FlagClient flags =
                FlagClient.builder().url(server.url()).sdkKey("fls_test").build();
        clients.add(flags);
        Duration patience = standing.equals("error") ? Duration.ofMillis(50) : Duration.ofSeconds(10);
        FirstlightProvider provider = new FirstlightProvider(flags, patience);
        if (standing.equals("not ready")) {
            OpenFeatureAPI.getInstance().setProvider(provider);
            return;
        }
        try {
            OpenFeatureAPI.getInstance().setProviderAndWait(provider);
        } catch (RuntimeException e) {
            assertThat(standing).isIn("error", "fatal");
        }
        if (standing.equals("stale")) {
            server.streamStatus = 503;
            server.rulesetStatus = 503;
            server.endStreams();
            Await.until("stale", () -> client().getProviderState() == ProviderState.STALE);
        }
    }

    @Override
    public void close() {
        clients.forEach(FlagClient::close); // before OpenFeature's SDK waits for one that never gets ready
        OpenFeatureAPI.getInstance().shutdown();
        server.close();
    }
}
