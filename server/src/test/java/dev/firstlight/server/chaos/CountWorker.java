package dev.firstlight.server.chaos;

import java.io.IOException;

/** Reports evaluations; each batch until it is acknowledged, and a fifth of them again after that, or twice at once. */
final class CountWorker extends Worker {

    static final String KIND = "count";

    private final Client client;
    private final String instance;
    private int seq;

    CountWorker(int number, long seed, History history, Client client) {
        super(number, seed, history, 40);
        this.client = client;
        this.instance = "chaos-" + number;
    }

    @Override
    void step() throws IOException, InterruptedException {
        String flag = "counted-" + random.nextInt(3);
        int count = 1 + random.nextInt(50);
        String batch = "{\"instance\": \"" + instance + "\", \"seq\": " + ++seq
                + ", \"sdk\": {\"name\": \"test\", \"version\": \"1\"}, \"region\": \"nz\", \"evaluations\": [{\"flag\": \""
                + flag + "\", \"variant\": \"v1\", \"reason\": \"SPLIT\", \"count\": " + count + "}]}";
        Thread twin = null;
        if (random.nextInt(10) == 0) {
            twin = new Thread(() -> once(batch, seq % Cluster.NODES), "twin");
            twin.setDaemon(true);
            twin.start();
        }
        long began = System.nanoTime();
        while (!once(batch, node())) {
            Thread.sleep(50);
        }
        note(KIND, flag, Integer.toString(count), Op.Outcome.OK, "", began);
        if (random.nextInt(10) == 0) {
            once(batch, node());
        }
        if (twin != null) {
            twin.join();
        }
    }

    private boolean once(String batch, int node) {
        try {
            return client.send(node, "POST", "/sdk/v1/telemetry", batch).status() == 202;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
