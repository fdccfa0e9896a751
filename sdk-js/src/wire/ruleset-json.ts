import type { FlagSpec } from "../core/flag-spec.js";
import { type Problem, pointerAt } from "../core/problem.js";
import type { RulesetSpec } from "../core/ruleset-spec.js";
import type { SegmentSpec } from "../core/segment-spec.js";
import { Fields, note } from "./fields.js";
import { readFlag, writeFlag } from "./flag-json.js";
import type { JsonObject } from "./json.js";
import { jsonObject, member } from "./json-object.js";
import type { Mode } from "./mode.js";
import { readSegment, unreadableSegment, writeSegment } from "./segment-json.js";

/** The version of the document's shape that this version reads and writes. */
export const SCHEMA = 1;

const LONGEST_KEY = 1_000;
const TOO_LONG = "A key is longer than 1000 characters; rename it.";

const NAMES = [
  "schema",
  "project",
  "environment",
  "epoch",
  "revision",
  "regionGroups",
  "flags",
  "segments",
] as const;

/**
 * Reads a whole ruleset, as `GET /sdk/v1/ruleset` answers. In lenient mode a flag that cannot be
 * read is among the `unreadable` of the result, and no problem.
 *
 * @param problems where problems are added
 * @returns null where the document is no ruleset at all; then there is a problem too
 */
export function readRuleset(node: unknown, mode: Mode, problems: Problem[]): RulesetSpec | null {
  const before = problems.length;
  const fields = Fields.of(node, "", problems)?.only(mode, ...NAMES) ?? null;
  if (fields === null) {
    return null;
  }
  fields.whole("schema", SCHEMA, SCHEMA);
  const flags = new Map<string, FlagSpec>();
  const unreadable = new Map<string, string>();
  for (const [key, flag] of members(fields, "flags", problems)) {
    const found = mode === "strict" ? problems : [];
    const already = found.length;
    const spec = isTooLong("/flags", key, found)
      ? null
      : readFlag(flag, pointerAt("/flags", key), mode, found);
    if (spec === null) {
      unreadable.set(key, found[already]?.detail ?? "");
    } else {
      flags.set(key, spec);
    }
  }
  const segments = new Map<string, SegmentSpec>();
  for (const [key, segment] of members(fields, "segments", problems)) {
    const found = mode === "strict" ? problems : [];
    segments.set(
      key,
      isTooLong("/segments", key, found)
        ? unreadableSegment(TOO_LONG)
        : readSegment(segment, pointerAt("/segments", key), mode, found),
    );
  }
  const spec: RulesetSpec = {
    project: fields.text("project"),
    environment: fields.text("environment"),
    epoch: fields.whole("epoch", 1, Number.MAX_SAFE_INTEGER),
    revision: fields.whole("revision", 1, Number.MAX_SAFE_INTEGER),
    regionGroups: readRegionGroups(fields, problems),
    flags,
    segments,
    unreadable,
  };
  return problems.length === before ? spec : null;
}

/** Every problem's pointer begins with the key, so one without end would be copied without end. */
function isTooLong(pointer: string, key: string, problems: Problem[]): boolean {
  if (key.length <= LONGEST_KEY) {
    return false;
  }
  note(problems, pointer, TOO_LONG);
  return true;
}

function readRegionGroups(
  ruleset: Fields,
  problems: Problem[],
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  const fields = fieldsOf(ruleset, "regionGroups", problems);
  for (const key of fields?.names() ?? []) {
    groups.set(key, fields?.texts(key) ?? []);
  }
  return groups;
}

function members(ruleset: Fields, name: string, problems: Problem[]): [string, unknown][] {
  const fields = fieldsOf(ruleset, name, problems);
  return fields?.names().map((key) => [key, member(fields.node, key)]) ?? [];
}

/** Null where the member is not there. */
function fieldsOf(ruleset: Fields, name: string, problems: Problem[]): Fields | null {
  const node = member(ruleset.node, name);
  return node === undefined ? null : Fields.of(node, `/${name}`, problems);
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
