package dev.firstlight.server.abuse;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.KeptConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Somebody who means no harm: looks at flags, evaluates, and fetches a ruleset, each time on a connection of its own, for
 * that is what an attack would take away.
 */
final class Bystander implements AutoCloseable {

    private static final long PAUSE_MS = 20;

    private final Target target;
    private final Queue<Double> took = new ConcurrentLinkedQueue<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private record Question(String secret, String method, String path, String body) {}

    /**
     * What was seen.
     *
     * @param count requests that were answered
     * @param p50 milliseconds, p99 and max likewise
     * @param failures why requests were not answered, the first few
     */
    record Seen(int count, double p50, double p99, double max, List<String> failures) {}

    Bystander(Target target) {
        this.target = target;
        start(new Question(Api.ADMIN, "GET", "/api/v1/projects/" + Target.PROJECT + "/flags?limit=20", ""));
        start(new Question(
                target.clientKey(), "POST", "/ofrep/v1/evaluate/flags", "{\"context\":{\"targetingKey\":\"alice\"}}"));
        start(new Question(target.serverKey(), "GET", "/sdk/v1/ruleset", ""));
        start(new Question(
                Api.ADMIN,
                "POST",
                Target.ENVIRONMENT + "/changes?dryRun=true",
                "{\"comment\":\"x\",\"changes\":[{\"flag\":\"flag-1\",\"instructions\":[{\"kind\":\"turnOn\"}]}]}"));
    }

    private void start(Question question) {
        Thread thread = new Thread(() -> ask(question), "bystander " + question.path());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void ask(Question question) {
        while (!closed) {
            long from = System.nanoTime();
            try (KeptConnection connection = new KeptConnection(target.server().url(), "Bearer " + question.secret())) {
                int status = connection
                        .send(question.method(), question.path(), question.body(), Map.of())
                        .status();
                took.add((System.nanoTime() - from) / 1e6);
                if (status != 200) {
                    failed.add(question.path() + ": " + status);
                }
                Thread.sleep(PAUSE_MS);
            } catch (IOException e) {
                failed.add(question.path() + ": " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** What was seen since it was last asked. */
    Seen take() {
        double[] sorted =
                took.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        took.clear();
        List<String> failures = failed.stream().limit(5).toList();
        failed.clear();
        return sorted.length == 0
                ? new Seen(0, 0, 0, 0, failures)
                : new Seen(
                        sorted.length,
                        sorted[sorted.length / 2],
                        sorted[(int) (sorted.length * 0.99)],
                        sorted[sorted.length - 1],
                        failures);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        for (Thread thread : threads) {
            thread.join(5_000);
        }
    }
}
