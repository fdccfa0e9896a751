import type { FlagSpec } from "../core/flag-spec.js";
import type { Problem } from "../core/problem.js";
import type { ReleaseSpec } from "../core/release-spec.js";
import { type ValueType, valueTypeOf } from "../core/value-type.js";
import { Fields } from "./fields.js";
import { frozen, type JsonObject } from "./json.js";
import { jsonObject } from "./json-object.js";
import type { Mode } from "./mode.js";
import {
  readPrerequisite,
  readRule,
  readTarget,
  writePrerequisite,
  writeRule,
  writeTarget,
} from "./rule-json.js";
import { readServe, writeServe } from "./serve-json.js";

const MAX_STAGE = 2 ** 31 - 1;

const NAMES = [
  "type",
  "variants",
  "salt",
  "enabled",
  "offVariant",
  "clientVisible",
  "prerequisites",
  "targets",
  "rules",
  "default",
  "release",
] as const;

/**
 * Reads one flag of a ruleset.
 *
 * @param pointer where it stands in its document, the empty string where it is the document
 * @param mode whether what is not understood is a problem
 * @param problems where problems are added
 * @returns null where something is wrong with it beyond single conditions and serves; then there is
 *     a problem too
 */
export function readFlag(
  node: unknown,
  pointer: string,
  mode: Mode,
  problems: Problem[],
): FlagSpec | null {
  const before = problems.length;
  const fields = Fields.of(node, pointer, problems)?.only(mode, ...NAMES) ?? null;
  if (fields === null) {
    return null;
  }
  const type = typeOf(fields) ?? "boolean";
  const defaultServe = fields.required("default");
  const flag: FlagSpec = {
    type,
    variants: readVariants(fields, problems),
    salt: fields.text("salt"),
    enabled: fields.bool("enabled", false),
    offVariant: fields.text("offVariant"),
    clientVisible: fields.bool("clientVisible", false),
    prerequisites: fields.list("prerequisites", (each, at) =>
      readPrerequisite(each, at, mode, problems),
    ),
    targets: fields.list("targets", (each, at) => readTarget(each, at, mode, problems)),
    rules: fields.list("rules", (each, at) => readRule(each, at, mode, problems)),
    defaultServe:
      defaultServe === null
        ? { kind: "unknown", detail: "The flag has no default." }
        : readServe(defaultServe, fields.at("default"), mode, problems),
    release: fields.has("release")
      ? readRelease(fields.get("release"), fields.at("release"), mode, problems)
      : null,
  };
  return problems.length === before ? flag : null;
}

function typeOf(fields: Fields): ValueType | null {
  const key = fields.text("type");
  const type = valueTypeOf(key);
  if (type === null && key !== "") {
    fields.add("type", `Unknown type '${key}'; use boolean, string, integer, number or object.`);
  }
  return type;
}

function readVariants(fields: Fields, problems: Problem[]): ReadonlyMap<string, unknown> {
  const variants = new Map<string, unknown>();
  const node = fields.required("variants");
  const members = node === null ? null : Fields.of(node, fields.at("variants"), problems);
  for (const name of members?.names() ?? []) {
    const value = members?.get(name) ?? null;
    if (value === null) {
      members?.add(name, "A variant cannot be null; give it a value.");
    } else {
      variants.set(name, frozen(value));
    }
  }
  return variants;
}

function readRelease(
  node: unknown,
  pointer: string,
  mode: Mode,
  problems: Problem[],
): ReleaseSpec | null {
  const fields = Fields.of(node, pointer, problems);
  if (fields === null) {
    return null;
  }
  fields.only(mode, "id", "stage", "treatment", "control", "regions", "metrics");
  return {
    id: fields.text("id"),
    stage: fields.whole("stage", 0, MAX_STAGE),
    treatment: fields.text("treatment"),
    control: fields.text("control"),
    regions: fields.texts("regions"),
    metrics: fields.texts("metrics"),
  };
}

/** The flag as {@link readFlag} takes it, always the same way: members in one order, empty lists left out. */
export function writeFlag(flag: FlagSpec): JsonObject {
  const { prerequisites, targets, rules, release } = flag;
  return {
    type: flag.type,
    variants: jsonObject(flag.variants, (value) => value),
    salt: flag.salt,
    enabled: flag.enabled,
    offVariant: flag.offVariant,
    clientVisible: flag.clientVisible,
    ...(prerequisites.length === 0 ? {} : { prerequisites: prerequisites.map(writePrerequisite) }),
    ...(targets.length === 0 ? {} : { targets: targets.map(writeTarget) }),
    ...(rules.length === 0 ? {} : { rules: rules.map(writeRule) }),
    default: writeServe(flag.defaultServe),
    ...(release === null ? {} : { release }),
  };
}
