import type { Problem } from "../core/problem.js";
import { type Large, MAX_COUNT, type SegmentSpec } from "../core/segment-spec.js";
import { readCondition, writeCondition } from "./condition-json.js";
import { Fields } from "./fields.js";
import type { JsonObject } from "./json.js";
import type { Mode } from "./mode.js";

/**
 * Reads one segment of a ruleset.
 *
 * @param pointer where it stands in its document, the empty string where it is the document
 * @param mode whether what is not understood is a problem
 * @param problems where problems are added
 * @returns a segment that no flag can use, where it could not be read
 */
export function readSegment(
  node: unknown,
  pointer: string,
  mode: Mode,
  problems: Problem[],
): SegmentSpec {
  const before = problems.length;
  const fields = Fields.of(node, pointer, problems);
  fields?.only(mode, "included", "excluded", "when", "large");
  const when = fields?.has("when")
    ? readCondition(fields.get("when"), fields.at("when"), mode, problems)
    : null;
  const large = fields?.has("large")
    ? readLarge(fields.get("large"), fields.at("large"), mode, problems)
    : null;
  const included = fields?.texts("included") ?? [];
  const excluded = fields?.texts("excluded") ?? [];
  const problem = problems[before];
  return problem === undefined
    ? { included, excluded, when, large }
    : unreadableSegment(problem.detail);
}

/** A segment that no flag can use. */
export function unreadableSegment(detail: string): SegmentSpec {
  return { included: [], excluded: [], when: { kind: "unknown", detail }, large: null };
}

function readLarge(node: unknown, pointer: string, mode: Mode, problems: Problem[]): Large | null {
  const fields = Fields.of(node, pointer, problems);
  fields?.only(mode, "version", "count");
  return fields === null
    ? null
    : {
        version: fields.whole("version", 1, Number.MAX_SAFE_INTEGER),
        count: fields.whole("count", 0, MAX_COUNT),
      };
}

/** The segment as {@link readSegment} takes it, always the same way. */
export function writeSegment({ included, excluded, when, large }: SegmentSpec): JsonObject {
  return {
    ...(included.length === 0 ? {} : { included }),
    ...(excluded.length === 0 ? {} : { excluded }),
    ...(when === null ? {} : { when: writeCondition(when) }),
    ...(large === null ? {} : { large: { version: large.version, count: large.count } }),
  };
}
