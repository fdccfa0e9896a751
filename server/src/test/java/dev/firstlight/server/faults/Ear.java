package dev.firstlight.server.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears what the database tells when a transaction is committed, and remembers when. */
final class Ear implements AutoCloseable {

    private static final int EVERY_MS = 20;

    private final List<Heard> heard = new ArrayList<>();
    private final Connection connection;
    private final Thread thread = new Thread(this::listen, "ear");
    private volatile boolean closed;

    /**
     * Something heard.
     *
     * @param nanos when, by the machine's clock
     */
    record Heard(String what, String text, long nanos) {}

    Ear(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN look");
            statement.execute("LISTEN event");
        }
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        try {
            PGConnection notices = connection.unwrap(PGConnection.class);
            while (!closed) {
                PGNotification[] some = notices.getNotifications(EVERY_MS);
                long now = System.nanoTime();
                synchronized (heard) {
                    for (int i = 0; some != null && i < some.length; i++) {
                        heard.add(new Heard(some[i].getName(), some[i].getParameter(), now));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for an event; when it was heard. */
    long event(String text, long seconds) throws InterruptedException {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < until) {
            synchronized (heard) {
                for (Heard one : heard) {
                    if (one.what().equals("event") && one.text().equals(text)) {
                        return one.nanos();
                    }
                }
            }
            Thread.sleep(1);
        }
        throw new AssertionError("not heard within " + seconds + " s: " + text);
    }

    /** When the last look began before a moment. */
    long lookBefore(long nanos) {
        synchronized (heard) {
            return heard.stream()
                    .filter(one -> one.what().equals("look") && one.nanos() <= nanos)
                    .mapToLong(Heard::nanos)
                    .max()
                    .orElseThrow();
        }
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        closed = true;
        thread.join();
        connection.close();
    }
}
