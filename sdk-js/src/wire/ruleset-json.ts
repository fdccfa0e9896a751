import type { FlagSpec } from "../core/flag-spec.js";
import type { Problem } from "../core/problem.js";
import type { RulesetSpec } from "../core/ruleset-spec.js";
import type { SegmentSpec } from "../core/segment-spec.js";
import { FLAG, writeFlag } from "./flag-json.js";
import { isJsonObject, type JsonObject } from "./json.js";
import { jsonObject } from "./json-object.js";
import type { Mode } from "./mode.js";
import { SEGMENT, unreadableSegment, writeSegment } from "./segment-json.js";
import { members, note, object, type Shape, some, text, whole } from "./shapes.js";

/** The version of the document's shape that this version reads and writes. */
export const SCHEMA = 1;

const LONGEST_KEY = 1_000;

/** What may be left out, though it may not be null. */
const ABSENT = { regionGroups: {}, flags: {}, segments: {} };

/** What is wrong with one of many, in place of it: an SDK goes on with the others. */
const byItself =
  <T>(shape: Shape<T | null>): Shape<T | string> =>
  (node, at, notes) => {
    const { mode, problems } = notes.mode === "strict" ? notes : { ...notes, problems: [] };
    const own = { mode, problems };
    const before = problems.length;
    // Every problem's pointer begins with the key, so one without end would be copied without end.
    const isLong = at.length - at.lastIndexOf("/") > LONGEST_KEY + 1;
    const read = isLong
      ? note(own, "", `A key is longer than ${LONGEST_KEY} characters.`)
      : shape(node, at, own);
    return problems[before]?.detail ?? (read as T);
  };

const RULESET = object({
  schema: whole(SCHEMA, SCHEMA),
  project: text,
  environment: text,
  epoch: whole(1, Number.MAX_SAFE_INTEGER),
  revision: whole(1, Number.MAX_SAFE_INTEGER),
  regionGroups: members(some(text)),
  flags: members(byItself(FLAG)),
  segments: members(byItself(SEGMENT)),
});

/**
 * Reads a whole ruleset, as `GET /sdk/v1/ruleset` answers. In lenient mode a flag that cannot be
 * read is among the `unreadable` of the result, and no problem.
 *
 * @param problems where problems are added
 * @returns null where the document is no ruleset at all; then there is a problem too
 */
export function readRuleset(node: unknown, mode: Mode, problems: Problem[]): RulesetSpec | null {
  const before = problems.length;
  const read = RULESET(isJsonObject(node) ? { ...ABSENT, ...node } : node, "", { mode, problems });
  if (read === null || problems.length > before) {
    return null;
  }
  const flags = new Map<string, FlagSpec>();
  const unreadable = new Map<string, string>();
  for (const [key, flag] of read.flags) {
    if (typeof flag === "string") {
      unreadable.set(key, flag);
    } else {
      flags.set(key, flag);
    }
  }
  const segments = new Map<string, SegmentSpec>();
  for (const [key, segment] of read.segments) {
    segments.set(key, typeof segment === "string" ? unreadableSegment(segment) : segment);
  }
  return { ...read, flags, segments, unreadable };
}

/** The ruleset as {@link readRuleset} takes it; flags that could not be read are left out. */
export function writeRuleset(spec: RulesetSpec): JsonObject {
  return {
    schema: SCHEMA,
    project: spec.project,
    environment: spec.environment,
    epoch: spec.epoch,
    revision: spec.revision,
    regionGroups: jsonObject(spec.regionGroups, (regions) => regions),
    flags: jsonObject(spec.flags, writeFlag),
    segments: jsonObject(spec.segments, writeSegment),
  };
}
