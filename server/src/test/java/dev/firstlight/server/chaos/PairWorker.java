package dev.firstlight.server.chaos;

import java.io.IOException;

/** Edits both flags of a pair at once, so that they always have the same variant. */
final class PairWorker extends Worker {

    static final String KIND = "pair";

    private final Client client;
    private int next;

    PairWorker(int number, long seed, History history, Client client) {
        super(number, seed, history, 60);
        this.client = client;
    }

    @Override
    void step() throws IOException, InterruptedException {
        int pair = random.nextInt(Project.PAIRS);
        String variant = Project.variant(next++ % Project.VARIANTS);
        change(
                KIND,
                "pair-" + pair,
                variant,
                () -> client.send(
                        node(),
                        "POST",
                        Project.ENVIRONMENT + "/changes",
                        "{\"changes\": [" + half("pair-" + pair + "-a", variant) + ", "
                                + half("pair-" + pair + "-b", variant) + "]}"),
                Worker::revision);
    }

    private static String half(String flag, String variant) {
        return "{\"flag\": \"" + flag + "\", \"instructions\": [{\"kind\": \"setDefault\", \"variant\": \"" + variant
                + "\"}]}";
    }
}
