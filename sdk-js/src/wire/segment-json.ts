import { MAX_COUNT, type SegmentSpec } from "../core/segment-spec.js";
import { CONDITION, writeCondition } from "./condition-json.js";
import type { JsonObject } from "./json.js";
import { object, optional, type Shape, some, text, whole } from "./shapes.js";

/** One segment of a ruleset; it counts only where nothing is noted. */
export const SEGMENT: Shape<SegmentSpec | null> = object({
  included: some(text),
  excluded: some(text),
  when: optional(CONDITION, null),
  large: optional(
    object({ version: whole(1, Number.MAX_SAFE_INTEGER), count: whole(0, MAX_COUNT) }),
    null,
  ),
});

/** A segment that no flag can use. */
export function unreadableSegment(detail: string): SegmentSpec {
  return { included: [], excluded: [], when: { kind: "unknown", detail }, large: null };
}

/** The segment as {@link SEGMENT} takes it, always the same way. */
export function writeSegment({ included, excluded, when, large }: SegmentSpec): JsonObject {
  return {
    ...(included.length === 0 ? {} : { included }),
    ...(excluded.length === 0 ? {} : { excluded }),
    ...(when === null ? {} : { when: writeCondition(when) }),
    ...(large === null ? {} : { large: { version: large.version, count: large.count } }),
  };
}
