import type { ErrorCode as OpenFeatureErrorCode, ResolutionDetails } from "@openfeature/core";
import type { Evaluation } from "../core/evaluation.js";
import { metadataEntries } from "../core/metadata.js";

/** An evaluation as OpenFeature has it; reasons and error codes are its own words already. */
export function detailsOf<T>(evaluation: Evaluation): ResolutionDetails<T> {
  const { value, variant, reason, errorCode, errorMessage, metadata } = evaluation;
  return {
    value: value as T,
    reason,
    flagMetadata: metadataEntries(metadata),
    ...(variant !== null && { variant }),
    ...(errorCode !== null && { errorCode: errorCode as OpenFeatureErrorCode }),
    ...(errorMessage !== null && { errorMessage }),
  };
}
