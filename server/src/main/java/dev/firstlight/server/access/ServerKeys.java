package dev.firstlight.server.access;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who holds which server key. */
public interface ServerKeys {

    /** Who holds a server key, where that is known without asking anybody; else null. */
    @Nullable
    Caller knownServer(@Nullable String secret);

    /** Who holds a server key; fails with 401 or 403. */
    Uni<Caller> requireServer(@Nullable String secret);

    /** Asks anew; empty where the key is unknown or revoked by now. */
    Uni<Optional<Caller>> verify(String secret);

    /** The same text, in the one copy that is kept of it: ten thousand streams hold one. */
    String shared(String secret);
}
