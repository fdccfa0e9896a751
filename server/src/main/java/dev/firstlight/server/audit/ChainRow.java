package dev.firstlight.server.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as the chain is walked: its texts stay the bytes they are stored as.
 *
 * @param fields actor, action, subject, comment, before and after, in UTF-8
 * @param previous the hash of the row before it
 * @param hash its own
 */
record ChainRow(String project, long seq, Instant at, List<byte @Nullable []> fields, String previous, String hash) {}
