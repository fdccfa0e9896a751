import type { ErrorCode } from "./error-code.js";

/** What an evaluation says about itself beside its value. */
export interface Metadata {
  /** The ruleset's revision; 0 where there was no ruleset. */
  readonly revision: number;
  /** The rule that decided, null where none did. */
  readonly ruleId: string | null;
  /** The unit's bucket, 0 to 99,999, where a split decided; else {@link NO_BUCKET}. */
  readonly bucket: number;
  /** The flag whose answer turned this one off, null where none did. */
  readonly prerequisite: string | null;
  /** A shortcoming that did not stop the evaluation (`TARGETING_KEY_MISSING`), else null. */
  readonly errorCode: ErrorCode | null;
}

/** The bucket of an evaluation that no bucket decided. */
export const NO_BUCKET = -1;

/** Metadata that holds a revision and whatever else is given. */
export function metadataOf(
  revision: number,
  ruleId: string | null = null,
  bucket: number = NO_BUCKET,
  prerequisite: string | null = null,
  errorCode: ErrorCode | null = null,
): Metadata {
  return { revision, ruleId, bucket, prerequisite, errorCode };
}

/** The entries that are there, under the names that the wire and OpenFeature's flag metadata use. */
export function metadataEntries(metadata: Metadata): Record<string, string | number> {
  const entries: Record<string, string | number> = { revision: metadata.revision };
  if (metadata.ruleId !== null) {
    entries.ruleId = metadata.ruleId;
  }
  if (metadata.bucket !== NO_BUCKET) {
    entries.bucket = metadata.bucket;
  }
  if (metadata.prerequisite !== null) {
    entries.prerequisite = metadata.prerequisite;
  }
  if (metadata.errorCode !== null) {
    entries.errorCode = metadata.errorCode;
  }
  return entries;
}
