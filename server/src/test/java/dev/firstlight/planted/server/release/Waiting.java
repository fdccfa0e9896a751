package dev.firstlight.planted.server.release;

/** Planted: somebody who waits. */
public final class Waiting {
    private Waiting() {}

    /** Blocks its thread. */
    public static String value() {
        return io.smallrye.mutiny.Uni.createFrom().item("late").await().indefinitely();
    }
}
