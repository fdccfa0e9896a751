package dev.firstlight.server.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes keys, opens a stream with each, and revokes them. */
final class RevokeWorker extends Worker {

    private static final long PATIENCE_NANOS = 12_000_000_000L;

    private final Cluster cluster;
    private final Client client;
    private final List<Watched> watched = new ArrayList<>();

    private record Watched(String id, String key, long acknowledged, StreamReader stream) {}

    RevokeWorker(int number, long seed, History history, Cluster cluster, Client client) {
        super(number, seed, history, 1_000);
        this.cluster = cluster;
        this.client = client;
    }

    @Override
    void step() throws IOException, InterruptedException {
        JsonNode made = Project.key(client);
        String id = made.path("id").asText();
        String key = made.path("key").asText();
        StreamReader stream;
        try {
            stream = StreamReader.open(cluster.node(node()).sdk().port(), key);
        } catch (IOException e) {
            revoke(id);
            return;
        }
        Thread.sleep(random.nextInt(500));
        revoke(id);
        watched.add(new Watched(id, key, System.nanoTime(), stream));
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (stream.ended() == 0 && System.nanoTime() < until && !isFinishing()) {
            Thread.sleep(20);
        }
    }

    private void revoke(String id) throws InterruptedException {
        while (true) {
            try {
                Client.Answer answer = client.send(node(), "DELETE", Project.ENVIRONMENT + "/keys/" + id, "");
                if (answer.done() || answer.status() == 404) {
                    return;
                }
            } catch (IOException e) {
                // The next one, then.
            }
            Thread.sleep(100);
        }
    }

    /** What became of all of them, when all is well again. */
    List<Revoked> outcome() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < until
                && watched.stream().anyMatch(one -> one.stream().ended() == 0)) {
            Thread.sleep(50);
        }
        List<Revoked> outcome = new ArrayList<>();
        for (Watched one : watched) {
            boolean served = false;
            for (Cluster.Node node : cluster.nodes()) {
                try (StreamReader again = StreamReader.open(node.sdk().port(), one.key())) {
                    served = true;
                } catch (IOException e) {
                    // As it should be.
                }
            }
            outcome.add(new Revoked(one.id(), one.acknowledged(), one.stream().ended(), served));
        }
        return outcome;
    }
}
