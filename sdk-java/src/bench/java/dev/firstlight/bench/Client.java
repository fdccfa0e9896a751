package dev.firstlight.bench;

import dev.firstlight.TestServer;
import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import dev.firstlight.wire.RulesetJson;
import java.io.IOException;
import java.time.Duration;

/** Our client as applications have it, connected and counting; its server is in the same process. */
final class Client implements Peer {

    private final TestServer server = new TestServer();
    private final FlagClient client;

    Client(Workload workload, int flags) throws IOException {
        server.serve(RulesetJson.write(Rulesets.of(workload, flags)));
        client = FlagClient.builder().url(server.url()).sdkKey("fls_bench").build();
        if (!client.awaitReady(Duration.ofSeconds(20))) {
            throw new IOException("the client has no ruleset: " + client.status());
        }
    }

    @Override
    public Object user(String key, boolean attributes) {
        return Core.context(key, attributes);
    }

    @Override
    public Object evaluate(String flag, Object user) {
        return client.boolValue(flag, (Context) user, false);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
