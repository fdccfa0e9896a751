package dev.firstlight.server.access;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** A kind of bearer credential; rooms that issue one say here who holds it. */
public interface CredentialSource {

    /** Whether the secret looks like one of this kind, by its prefix. */
    boolean issues(String secret);

    /**
     * Whether it is an application's: asked for with each of thousands of requests a second, so that what was said of it a
     * moment ago counts. A person's is asked for anew each time.
     */
    default boolean isForApplications() {
        return false;
    }

    /** Who holds the secret; null where it is unknown, expired or revoked. */
    Uni<@Nullable Caller> find(String secret);
}
