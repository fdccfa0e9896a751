package dev.firstlight.server.demo;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Visits the websites as people do who come once: every visit is another reader's. */
final class Readers {

    private static final int PERIOD_MS = 40;
    private static final int IN_NEW_ZEALAND = 10;
    private static final int ELSEWHERE = 1;

    private final AtomicLong reader = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "readers");
        thread.setDaemon(true);
        return thread;
    });

    void start(List<Site> sites) {
        clock.scheduleAtFixedRate(() -> sites.forEach(this::visit), 0, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    private void visit(Site site) {
        int visits = site.region().equals("nz") ? IN_NEW_ZEALAND : ELSEWHERE;
        for (int i = 0; i < visits; i++) {
            site.visit(reader.incrementAndGet());
        }
    }
}
