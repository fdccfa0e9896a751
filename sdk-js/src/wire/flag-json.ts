import type { FlagSpec } from "../core/flag-spec.js";
import { type ValueType, valueTypeOf } from "../core/value-type.js";
import { frozen, type JsonObject } from "./json.js";
import { jsonObject } from "./json-object.js";
import {
  PREREQUISITE,
  RULE,
  TARGET,
  writePrerequisite,
  writeRule,
  writeTarget,
} from "./rule-json.js";
import { SERVE, writeServe } from "./serve-json.js";
import {
  as,
  bool,
  members,
  needed,
  object,
  optional,
  type Shape,
  some,
  text,
  UNKNOWN,
  whole,
  wrong,
} from "./shapes.js";

const MAX_STAGE = 2 ** 31 - 1;

const type: Shape<ValueType> = (node, at, notes) => {
  const key = text(node, at, notes);
  const type = valueTypeOf(key);
  if (type === null && key !== "") {
    wrong(notes, at, "unknownType", key);
  }
  return type ?? "boolean";
};

/** One flag of a ruleset; it counts only where nothing is noted. */
export const FLAG: Shape<FlagSpec | null> = as(
  object({
    type,
    variants: members(needed(frozen, null)),
    salt: text,
    enabled: optional(bool, false),
    offVariant: text,
    clientVisible: optional(bool, false),
    prerequisites: some(PREREQUISITE),
    targets: some(TARGET),
    rules: some(RULE),
    default: needed(SERVE, UNKNOWN),
    release: optional(
      object({
        id: text,
        stage: whole(0, MAX_STAGE),
        treatment: text,
        control: text,
        regions: some(text),
        metrics: some(text),
      }),
      null,
    ),
  }),
  ({ default: defaultServe, ...flag }) => ({ ...flag, defaultServe }),
);

/** The flag as {@link FLAG} takes it, always the same way: members in one order, empty lists left out. */
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
