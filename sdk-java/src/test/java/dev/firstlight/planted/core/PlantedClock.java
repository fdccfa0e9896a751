package dev.firstlight.planted.core;

import java.time.Instant;

/** Asks what time it is, so that the rule against that can be seen to bite. */
public final class PlantedClock {

    Instant forbidden = Instant.now();
}
