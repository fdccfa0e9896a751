import { BUCKETS } from "../core/bucketing.js";
import type { Condition, InBucket, Leaf } from "../core/condition.js";
import { TARGETING_KEY } from "../core/context.js";
import { takesMany } from "../core/operator.js";
import type { Problem } from "../core/problem.js";
import { Fields, note } from "./fields.js";
import { readHash, writeHash } from "./hash-json.js";
import type { JsonObject } from "./json.js";
import type { Mode } from "./mode.js";

/** Stands where something was not understood, until that is said. */
const NOTHING: Condition = { kind: "all", conditions: [] };

/**
 * Reads a condition: `{"all": […]}`, `{"segment": …}`, `{"attribute", "op", "values"}` and so on.
 *
 * @param pointer where it stands in its document
 * @param mode whether what is not understood is a problem, or only an unknown condition. A field
 *     that is not known always counts as not understood: it may change the meaning of its condition
 * @param problems where problems are added
 */
export function readCondition(
  node: unknown,
  pointer: string,
  mode: Mode,
  problems: Problem[],
): Condition {
  const found: Problem[] = [];
  const condition = read(node, pointer, mode, found, problems);
  const [first] = found;
  if (first === undefined) {
    return condition;
  }
  if (mode === "strict") {
    for (const each of found) {
      note(problems, each.pointer, each.detail);
    }
  }
  return { kind: "unknown", detail: first.detail };
}

function read(
  node: unknown,
  pointer: string,
  mode: Mode,
  found: Problem[],
  problems: Problem[],
): Condition {
  const fields = Fields.of(node, pointer, found);
  if (fields === null) {
    return NOTHING;
  }
  const part = (each: unknown, at: string) => readCondition(each, at, mode, problems);
  if (fields.has("all")) {
    return { kind: "all", conditions: fields.only("strict", "all").list("all", part) };
  }
  if (fields.has("any")) {
    return { kind: "any", conditions: fields.only("strict", "any").list("any", part) };
  }
  if (fields.has("not")) {
    fields.only("strict", "not");
    return { kind: "not", condition: part(fields.get("not"), fields.at("not")) };
  }
  if (fields.has("segment")) {
    return { kind: "inSegment", segment: fields.only("strict", "segment").text("segment") };
  }
  if (fields.has("bucket")) {
    fields.only("strict", "bucket");
    return bucket(Fields.of(fields.get("bucket"), fields.at("bucket"), found));
  }
  if (fields.has("every")) {
    fields.only("strict", "every");
    const at = fields.at("every");
    return leaf(Fields.of(fields.get("every"), at, found), at, true, found);
  }
  return leaf(fields, pointer, false, found);
}

function bucket(fields: Fields | null): Condition {
  if (fields === null) {
    return NOTHING;
  }
  fields.only("strict", "by", "hash", "seed", "of", "salt", "from", "to");
  return {
    kind: "inBucket",
    by: fields.text("by", TARGETING_KEY),
    hash: readHash(fields),
    salt: fields.text("salt"),
    from: fields.whole("from", 0, BUCKETS),
    to: fields.whole("to", 0, BUCKETS),
  };
}

function leaf(fields: Fields | null, pointer: string, every: boolean, found: Problem[]): Condition {
  if (fields === null) {
    return NOTHING;
  }
  fields.only("strict", "attribute", "op", "value", "values", "ignoreCase");
  return {
    kind: "leaf",
    attribute: fields.text("attribute"),
    op: fields.text("op"),
    values: values(fields, pointer, found),
    ignoreCase: fields.bool("ignoreCase", false),
    every,
  };
}

function values(fields: Fields, pointer: string, found: Problem[]): readonly unknown[] {
  if (fields.has("value") && fields.has("values")) {
    note(found, pointer, "Both 'value' and 'values' are there; remove one of them.");
  }
  if (takesMany(fields.text("op", "")) && !fields.has("value")) {
    fields.required("values");
  }
  if (fields.has("value")) {
    const value = scalar(fields.get("value"), `${pointer}/value`, found);
    return value === null ? [] : [value];
  }
  return fields.list("values", (element, at) => scalar(element, at, found));
}

function scalar(node: unknown, at: string, found: Problem[]): unknown {
  if (typeof node === "object") {
    note(found, at, "A condition compares with strings, numbers and booleans; write one of these.");
    return null;
  }
  return node;
}

/** The condition as {@link readCondition} takes it; one that was not understood cannot be written. */
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
