package dev.firstlight.server.release;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody agrees; the whole body may be left out.
 *
 * @param comment at most 1,000 characters
 */
record ApprovalRequest(@Nullable @Size(max = 1_000) String comment) {}
