import type { Problem } from "../core/problem.js";
import type { RulesetSpec } from "../core/ruleset-spec.js";
import { say } from "../core/sentences.js";
import { writeFlag } from "./flag-writing.js";
import type { JsonObject } from "./json.js";
import { jsonObject } from "./json-object.js";
import type { Mode } from "./mode.js";
import { rulesetOf, SCHEMA } from "./ruleset-shape.js";
import { writeSegment } from "./segment-json.js";

/**
 * Reads a whole ruleset, as `GET /sdk/v1/ruleset` answers. In lenient mode a flag that cannot be
 * read is among the `unreadable` of the result, and no problem.
 *
 * @param problems where problems are added
 * @returns null where the document is no ruleset at all; then there is a problem too
 */
export function readRuleset(node: unknown, mode: Mode, problems: Problem[]): RulesetSpec | null {
  return rulesetOf(node, { mode, problems, say });
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
