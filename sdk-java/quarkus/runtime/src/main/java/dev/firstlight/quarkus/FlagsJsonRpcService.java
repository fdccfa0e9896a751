package dev.firstlight.quarkus;

import dev.firstlight.client.FlagClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** What the Dev UI's page asks for. Only while developing. */
@Singleton
public class FlagsJsonRpcService {

    private final FlagClient client;

    /** Called by Quarkus. */
    public FlagsJsonRpcService(FlagClient client) {
        this.client = client;
    }

    /** What each flag serves the application itself, and why. */
    public List<Map<String, String>> flags() {
        return FlagClients.flags(client);
    }

    /** How the client stands, in a sentence. */
    public String status() {
        return client.status().state() + ": " + client.status().reason();
    }
}
