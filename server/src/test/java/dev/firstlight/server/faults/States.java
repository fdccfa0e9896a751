package dev.firstlight.server.faults;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where all releases stand, as the database has it. */
final class States implements AutoCloseable {

    private static final int EVERY_MS = 250;
    private static final String ALL =
            "SELECT id || ' ' || CASE WHEN step = 'WATCHING' THEN step ELSE state END FROM release";
    private static final Set<String> LIVE = Set.of("RUNNING", "PAUSED", "WATCHING");

    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final Watcher watcher;
    private final Thread thread = new Thread(this::look, "states");
    private volatile boolean over;
    private volatile boolean closed;

    States(Watcher watcher) {
        this.watcher = watcher;
        thread.setDaemon(true);
        thread.start();
    }

    private void look() {
        try {
            while (!closed) {
                for (String one : watcher.strings(ALL)) {
                    String[] words = one.split(" ");
                    states.put(words[0], words[1]);
                }
                Thread.sleep(EVERY_MS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on nothing new begins. */
    void finish() {
        over = true;
    }

    boolean over() {
        return over;
    }

    long running() {
        return states.values().stream().filter(LIVE::contains).count();
    }

    boolean live(String id) {
        return LIVE.contains(states.getOrDefault(id, "RUNNING"));
    }

    /** Waits until nothing more can happen to a release; its state. */
    String end(String id, int seconds) throws InterruptedException {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        while (live(id)) {
            if (System.nanoTime() > until) {
                throw new AssertionError(id + " did not end within " + seconds + " s");
            }
            Thread.sleep(EVERY_MS);
        }
        return states.getOrDefault(id, "RUNNING");
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
