import { isObject } from "../core/attribute-value.js";
import type { FlagSpec } from "../core/flag-spec.js";
import type { RulesetSpec } from "../core/ruleset-spec.js";
import type { SegmentSpec } from "../core/segment-spec.js";
import { KEY_LONG } from "../core/sentence-names.js";
import { FLAG } from "./flag-json.js";
import { SEGMENT, unreadableSegment } from "./segment-json.js";
import { members, type Notes, object, type Shape, some, text, whole, wrong } from "./shapes.js";

/** The version of the document's shape that this version reads and writes. */
export const SCHEMA = 1;

const LONGEST_KEY = 1_000;

/** What may be left out, though it may not be null. */
const ABSENT = { regionGroups: {}, flags: {}, segments: {} };

/** What is wrong with one of many, in place of it: an SDK goes on with the others. */
const byItself =
  <T>(shape: Shape<T | null>): Shape<T | string> =>
  (node, at, notes) => {
    const own = notes.mode === "strict" ? notes : { ...notes, problems: [] };
    const { problems } = own;
    const before = problems.length;
    // Every problem's pointer begins with the key, so one without end would be copied without end.
    const isLong = at.length - at.lastIndexOf("/") > LONGEST_KEY + 1;
    const read = isLong ? wrong(own, "", KEY_LONG, LONGEST_KEY) : shape(node, at, own);
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

/** A whole ruleset, with what is wrong in what words there are; null where it is none. */
export function rulesetOf(node: unknown, notes: Notes): RulesetSpec | null {
  const { problems } = notes;
  const before = problems.length;
  const read = RULESET(isObject(node) ? { ...ABSENT, ...node } : node, "", notes);
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
