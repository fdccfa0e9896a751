package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a ruleset became in another system's form.
 *
 * @param document as that system reads it; a flag that cannot be said exactly is not in it
 * @param remarks what a person must know; their pointers are into our ruleset
 */
public record Exported(ObjectNode document, List<Remark> remarks) {}
