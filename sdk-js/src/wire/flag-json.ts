import type { FlagSpec } from "../core/flag-spec.js";
import { UNKNOWN_TYPE } from "../core/sentence-names.js";
import { type ValueType, valueTypeOf } from "../core/value-type.js";
import { frozen } from "./json.js";
import { PREREQUISITE, RULE, TARGET } from "./rule-json.js";
import { SERVE } from "./serve-json.js";
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
    wrong(notes, at, UNKNOWN_TYPE, key);
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
