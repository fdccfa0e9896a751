import type { FlagSpec } from "../core/flag-spec.js";
import type { JsonObject } from "./json.js";
import { jsonObject } from "./json-object.js";
import { writePrerequisite, writeRule, writeTarget } from "./rule-json.js";
import { writeServe } from "./serve-json.js";

/** The flag as `FLAG` takes it, always the same way: members in one order, empty lists left out. */
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
