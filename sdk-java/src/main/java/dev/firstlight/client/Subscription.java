package dev.firstlight.client;

/** A listener's registration. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    /** Ends it; again, it does nothing. */
    @Override
    void close();
}
