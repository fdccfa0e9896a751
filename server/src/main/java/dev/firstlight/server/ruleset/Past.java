package dev.firstlight.server.ruleset;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** What takes a reader that is a little behind to where we are. */
public interface Past {

    /**
     * The change event from a position to a published ruleset; empty where that cannot be said: then the whole ruleset
     * must be sent. Never fails.
     */
    Uni<Optional<byte[]>> to(PublishedRuleset now, long epoch, long revision);
}
