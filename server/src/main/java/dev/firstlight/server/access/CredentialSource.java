package dev.firstlight.server.access;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** A kind of bearer credential; rooms that issue one say here who holds it. */
public interface CredentialSource {

    /** Whether the secret looks like one of this kind, by its prefix. */
    boolean issues(String secret);

    /** Who holds the secret; null where it is unknown, expired or revoked. */
    Uni<@Nullable Caller> find(String secret);
}
