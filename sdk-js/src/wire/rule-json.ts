import type { Prerequisite } from "../core/prerequisite.js";
import type { Problem } from "../core/problem.js";
import type { Rule } from "../core/rule.js";
import type { Target } from "../core/target.js";
import { readCondition, writeCondition } from "./condition-json.js";
import { Fields } from "./fields.js";
import type { JsonObject } from "./json.js";
import type { Mode } from "./mode.js";
import { readServe, writeServe } from "./serve-json.js";

/**
 * Reads a rule.
 *
 * @param pointer where it stands in its document
 * @param problems where problems are added
 * @returns null where it is no object
 */
export function readRule(
  node: unknown,
  pointer: string,
  mode: Mode,
  problems: Problem[],
): Rule | null {
  const fields = Fields.of(node, pointer, problems);
  if (fields === null) {
    return null;
  }
  fields.only(mode, "id", "note", "when", "serve");
  const when = fields.required("when");
  const serve = fields.required("serve");
  return {
    id: fields.text("id"),
    note: fields.optionalText("note"),
    when:
      when === null
        ? { kind: "unknown", detail: "The rule has no condition." }
        : readCondition(when, fields.at("when"), mode, problems),
    serve:
      serve === null
        ? { kind: "unknown", detail: "The rule serves nothing." }
        : readServe(serve, fields.at("serve"), mode, problems),
  };
}

/** Reads a prerequisite; otherwise as {@link readRule}. */
export function readPrerequisite(
  node: unknown,
  pointer: string,
  mode: Mode,
  problems: Problem[],
): Prerequisite | null {
  const fields = Fields.of(node, pointer, problems);
  if (fields === null) {
    return null;
  }
  fields.only(mode, "flag", "variants");
  return { flag: fields.text("flag"), variants: fields.texts("variants") };
}

/** Reads a target; otherwise as {@link readRule}. */
export function readTarget(
  node: unknown,
  pointer: string,
  mode: Mode,
  problems: Problem[],
): Target | null {
  const fields = Fields.of(node, pointer, problems);
  if (fields === null) {
    return null;
  }
  fields.only(mode, "variant", "keys");
  return { variant: fields.text("variant"), keys: fields.texts("keys") };
}

/** The rule as {@link readRule} takes it. */
export function writeRule({ id, note, when, serve }: Rule): JsonObject {
  return {
    id,
    ...(note === null ? {} : { note }),
    when: writeCondition(when),
    serve: writeServe(serve),
  };
}

/** The prerequisite as {@link readPrerequisite} takes it. */
export function writePrerequisite({ flag, variants }: Prerequisite): JsonObject {
  return { flag, variants };
}

/** The target as {@link readTarget} takes it. */
export function writeTarget({ variant, keys }: Target): JsonObject {
  return { variant, keys };
}
