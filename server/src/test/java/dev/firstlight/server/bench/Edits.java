package dev.firstlight.server.bench;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.KeptConnection;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who edits ten flags a second, at one node. */
final class Edits implements AutoCloseable {

    private static final int EVERY_MS = 100;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final String url;
    private final String path;
    private final int flags;
    private volatile Applications applications;
    private volatile long latest;

    Edits(String url, String project, int flags, Applications applications) {
        this.url = url;
        this.path = "/api/v1/projects/" + project + "/flags/s";
        this.flags = flags;
        this.applications = applications;
        thread.scheduleAtFixedRate(this::edit, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void edit() {
        int number = made.getAndIncrement();
        String turn = number / flags % 2 == 0 ? "turnOff" : "turnOn";
        try (KeptConnection connection = new KeptConnection(url, "Bearer " + Api.ADMIN)) {
            KeptConnection.Answer answer = connection.send(
                    "POST",
                    path + number % flags + "/environments/production/changes",
                    "{\"instructions\": [{\"kind\": \"" + turn + "\"}]}",
                    Map.of());
            if (answer.status() == 200) {
                latest = Json.parse(answer.body()).path("revision").asLong();
                applications.acknowledged(latest);
                return;
            }
            failed.incrementAndGet();
        } catch (IOException e) {
            failed.incrementAndGet();
        }
    }

    /** From now on others are told. */
    void tell(Applications others) {
        applications = others;
    }

    /** The last revision that was acknowledged. */
    long latest() {
        return latest;
    }

    int failed() {
        return failed.get();
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(10, TimeUnit.SECONDS);
    }
}
