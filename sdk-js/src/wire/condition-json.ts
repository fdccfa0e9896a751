import { BUCKETS } from "../core/bucketing.js";
import type { Condition, InBucket, Leaf } from "../core/condition.js";
import { TARGETING_KEY } from "../core/context.js";
import { takesMany } from "../core/operator.js";
import { BOTH, NO_SCALAR } from "../core/sentence-names.js";
import { HASH_MEMBERS, hashOf, writeHash } from "./hash-json.js";
import type { JsonObject } from "./json.js";
import {
  as,
  bool,
  has,
  list,
  needed,
  object,
  optional,
  type Shape,
  text,
  understood,
  whole,
  wrong,
} from "./shapes.js";

const scalar: Shape<unknown> = (node, at, notes) =>
  typeof node === "object" ? wrong(notes, at, NO_SCALAR) : node;

const part: Shape<Condition> = (node, at, notes) => CONDITION(node, at, notes);

/** By the member that says which kind it is. */
const KINDS: Readonly<Record<string, Shape<Condition | null>>> = {
  all: as(object({ all: list(part) }), ({ all }) => ({ kind: "all", conditions: all })),
  any: as(object({ any: list(part) }), ({ any }) => ({ kind: "any", conditions: any })),
  not: as(object({ not: part }), ({ not }) => ({ kind: "not", condition: not })),
  segment: as(object({ segment: text }), ({ segment }) => ({ kind: "inSegment", segment })),
  bucket: as(
    object({
      bucket: object({
        by: optional(text, TARGETING_KEY),
        ...HASH_MEMBERS,
        salt: text,
        from: whole(0, BUCKETS),
        to: whole(0, BUCKETS),
      }),
    }),
    ({ bucket }) => bucket && { kind: "inBucket", ...bucket, hash: hashOf(bucket) },
  ),
  every: as(object({ every: leaf(true) }), ({ every }) => every),
};

/** `{"all": […]}`, `{"segment": …}`, `{"attribute", "op", "values"}` and so on. */
export const CONDITION: Shape<Condition> = understood((node, at, notes) => {
  const kind = Object.keys(KINDS).find((name) => has(node, name));
  return (kind === undefined ? LEAF : (KINDS[kind] as Shape<Condition | null>))(node, at, notes);
});

const LEAF = leaf(false);

function leaf(every: boolean): Shape<Leaf | null> {
  const read = object({
    attribute: text,
    op: text,
    value: optional(scalar, null),
    values: optional(list(scalar), null),
    ignoreCase: optional(bool, false),
  });
  return as(read, ({ value, values, ...leaf }, at, notes) => {
    if (value !== null && values !== null) {
      wrong(notes, at, BOTH);
    }
    if (takesMany(leaf.op) && value === null) {
      needed(scalar, null)(values && "", `${at}/values`, notes);
    }
    return { kind: "leaf", ...leaf, values: value === null ? (values ?? []) : [value], every };
  });
}

/** The condition as {@link CONDITION} takes it; one that was not understood cannot be written. */
export function writeCondition(condition: Condition): JsonObject {
  switch (condition.kind) {
    case "all":
      return { all: condition.conditions.map(writeCondition) };
    case "any":
      return { any: condition.conditions.map(writeCondition) };
    case "not":
      return { not: writeCondition(condition.condition) };
    case "inSegment":
      return { segment: condition.segment };
    case "inBucket":
      return { bucket: writeBucket(condition) };
    case "leaf":
      return condition.every ? { every: writeLeaf(condition) } : writeLeaf(condition);
    case "unknown":
      throw new TypeError("a condition that was not understood cannot be written");
  }
}

function writeBucket({ by, hash, salt, from, to }: InBucket): JsonObject {
  return { by, ...writeHash(hash), salt, from, to };
}

function writeLeaf({ attribute, op, values, ignoreCase }: Leaf): JsonObject {
  return {
    attribute,
    op,
    ...(takesMany(op) ? { values } : values.length > 0 ? { value: values[0] } : {}),
    ...(ignoreCase ? { ignoreCase } : {}),
  };
}
