package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.random.RandomGenerator;

/** Draws contexts, in a foreign system's own form, that reach what a document distinguishes. */
@FunctionalInterface
public interface Contexts {

    /** The next one; the same generator in the same state gives the same. */
    JsonNode draw(RandomGenerator random);
}
