import type { Prerequisite } from "../core/prerequisite.js";
import type { Rule } from "../core/rule.js";
import type { Target } from "../core/target.js";
import { CONDITION, writeCondition } from "./condition-json.js";
import type { JsonObject } from "./json.js";
import { SERVE, writeServe } from "./serve-json.js";
import { needed, object, optional, type Shape, some, text, UNKNOWN } from "./shapes.js";

export const RULE: Shape<Rule | null> = object({
  id: text,
  note: optional(text, null),
  when: needed(CONDITION, UNKNOWN),
  serve: needed(SERVE, UNKNOWN),
});

export const PREREQUISITE: Shape<Prerequisite | null> = object({
  flag: text,
  variants: some(text),
});

export const TARGET: Shape<Target | null> = object({ variant: text, keys: some(text) });

/** The rule as {@link RULE} takes it. */
export function writeRule({ id, note, when, serve }: Rule): JsonObject {
  return {
    id,
    ...(note === null ? {} : { note }),
    when: writeCondition(when),
    serve: writeServe(serve),
  };
}

/** The prerequisite as {@link PREREQUISITE} takes it. */
export function writePrerequisite({ flag, variants }: Prerequisite): JsonObject {
  return { flag, variants };
}

/** The target as {@link TARGET} takes it. */
export function writeTarget({ variant, keys }: Target): JsonObject {
  return { variant, keys };
}
