package dev.firstlight.server.chaos;

import java.io.IOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Somebody who does one thing after the other and writes down each, until told to finish. */
abstract class Worker implements Runnable {

    final int number;
    final Random random;
    private final History history;
    private final long pauseMs;
    private volatile boolean finishing;
    private Thread thread = new Thread(this, "worker");
    private volatile @Nullable Throwable failure;

    Worker(int number, long seed, History history, long pauseMs) {
        this.number = number;
        this.random = new Random(seed * 1_000 + number);
        this.history = history;
        this.pauseMs = pauseMs;
    }

    /** One thing. */
    abstract void step() throws IOException, InterruptedException;

    /** What is left to do when no more is begun. */
    void last() throws IOException, InterruptedException {}

    final Worker begin() {
        thread = new Thread(this, getClass().getSimpleName() + "-" + number);
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    @Override
    public final void run() {
        try {
            while (!finishing) {
                try {
                    step();
                } catch (IOException e) {
                    // No answer; what that means is written down where it matters.
                }
                Thread.sleep(random.nextLong(2 * pauseMs + 1));
            }
            last();
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure = e;
        }
    }

    final void finish() {
        finishing = true;
    }

    final boolean isFinishing() {
        return finishing;
    }

    /** Waits for its end. */
    final void join(long millis) throws InterruptedException {
        thread.join(millis);
        if (thread.isAlive()) {
            AssertionError stuck = new AssertionError(thread.getName() + " does not end");
            stuck.setStackTrace(thread.getStackTrace());
            throw stuck;
        }
        Throwable e = failure;
        if (e != null) {
            throw new AssertionError(thread.getName() + " failed", e);
        }
    }

    final int node() {
        return random.nextInt(Cluster.NODES);
    }

    final void note(String kind, String key, String asked, Op.Outcome outcome, String got, long began) {
        history.add(new Op(number, kind, key, asked, outcome, got, began, System.nanoTime()));
    }

    /** Something that has a request and an answer. */
    interface Asking {
        Client.Answer ask() throws IOException, InterruptedException;
    }

    /** What an answer says on success. */
    interface Reading {
        String read(Client.Answer answer) throws IOException;
    }

    /** Asks for a change and writes down how it went. */
    final Op.Outcome change(String kind, String key, String asked, Asking asking, Reading reading)
            throws InterruptedException {
        long began = System.nanoTime();
        try {
            Client.Answer answer = asking.ask();
            Op.Outcome outcome =
                    answer.done() ? Op.Outcome.OK : answer.refused() ? Op.Outcome.FAIL : Op.Outcome.UNKNOWN;
            note(kind, key, asked, outcome, answer.done() ? reading.read(answer) : "", began);
            return outcome;
        } catch (IOException e) {
            note(kind, key, asked, Op.Outcome.UNKNOWN, "", began);
            return Op.Outcome.UNKNOWN;
        }
    }

    /** The revision that an edit became. */
    static String revision(Client.Answer answer) throws IOException {
        return Long.toString(answer.json().path("revision").asLong());
    }
}
