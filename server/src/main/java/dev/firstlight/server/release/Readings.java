package dev.firstlight.server.release;

import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.guard.Judgement;
import java.time.Instant;
import java.util.List;

/**
 * What the machine looks at.
 *
 * @param treated treated units measured in the whole release
 * @param silent the stage reached new regions, and no treated unit of them has been measured yet
 */
record Readings(List<Judgement> judgements, Receipts.Summary receipts, long treated, boolean silent, Instant now) {}
