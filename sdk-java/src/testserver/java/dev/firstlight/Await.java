package dev.firstlight;

import java.util.concurrent.Callable;

/** Waits for something that happens on another thread. */
public final class Await {

    private Await() {}

    /** Returns as soon as it is so; fails after ten seconds. */
    public static void until(String what, Callable<Boolean> isSo) throws Exception {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!isSo.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain until " + what);
            }
            Thread.sleep(5);
        }
    }
}
