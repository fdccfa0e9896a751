import type { ErrorCode } from "./error-code.js";
import { type Metadata, metadataOf } from "./metadata.js";
import type { Reason } from "./reason.js";

/** The answer of one flag for one context. */
export interface Evaluation {
  /**
   * Boolean, string, number or object; null exactly where the reason is `ERROR`: the caller's
   * fallback stands in for it.
   */
  readonly value: unknown;
  /** The name of the variant served, null in an error. */
  readonly variant: string | null;
  /** Why this value. */
  readonly reason: Reason;
  /** What went wrong, null where nothing did. */
  readonly errorCode: ErrorCode | null;
  /** A sentence for people about the error, null where there is none. */
  readonly errorMessage: string | null;
  /** Revision, rule, bucket, prerequisite. */
  readonly metadata: Metadata;
}

/** An evaluation that served something. */
export type Served = Evaluation & { readonly variant: string };

/** An evaluation that served a variant. */
export function served(
  value: unknown,
  variant: string,
  reason: Reason,
  metadata: Metadata,
): Served {
  return { value, variant, reason, errorCode: null, errorMessage: null, metadata };
}

/**
 * An evaluation that failed.
 *
 * @param revision the ruleset's revision, 0 where there is none
 * @param value the caller's fallback, where it is known already
 */
export function failed(
  code: ErrorCode,
  message: string,
  revision: number,
  value: unknown = null,
): Evaluation {
  return {
    value,
    variant: null,
    reason: "ERROR",
    errorCode: code,
    errorMessage: message,
    metadata: metadataOf(revision),
  };
}
