package dev.firstlight.server.exchange;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.SegmentSpec;
import java.util.List;
import java.util.Map;

/**
 * What a foreign document became.
 *
 * @param flags by key; a flag that cannot be said exactly is not among them
 * @param segments by key
 * @param remarks what a person must know, in the document's order
 */
public record Imported(Map<String, FlagSpec> flags, Map<String, SegmentSpec> segments, List<Remark> remarks) {}
