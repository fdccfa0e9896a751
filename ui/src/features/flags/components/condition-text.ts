import type { Condition, Json, Leaf } from "../../../lib/targeting";
import { listed } from "./listed";

/** One line of the form; what is typed stays text until it is done. */
export interface Line {
  attribute: string;
  op: string;
  operand: string;
}

/** A condition that is a plain list, joined by one word. */
export interface SimpleCondition {
  join: "all" | "any";
  lines: Line[];
}

/** Segments are offered as an operator of the form: one place to look. */
export const SEGMENT = "segment";

const NUMERIC = new Set(["<", "<=", ">", ">="]);
const ONE = new Set(["before", "after", "semver=", "semver<", "semver<=", "semver>", "semver>="]);

function lineOf(condition: Condition): Line | undefined {
  if ("segment" in condition) return { attribute: "", op: SEGMENT, operand: condition.segment };
  if (!("attribute" in condition) || condition.ignoreCase) return undefined;
  const values = condition.values ?? (condition.value === undefined ? [] : [condition.value]);
  const operand = values
    .map((one) => (typeof one === "string" ? one : JSON.stringify(one)))
    .join(", ");
  return { attribute: condition.attribute, op: condition.op, operand };
}

/** The condition as lines; undefined where it is more than a list. */
export function asSimple(condition: Condition): SimpleCondition | undefined {
  const join = "any" in condition ? "any" : "all";
  const parts =
    "any" in condition ? condition.any : "all" in condition ? condition.all : [condition];
  const lines = parts.map(lineOf);
  return lines.every((line) => line !== undefined) ? { join, lines } : undefined;
}

/** true, 12 and "12" in quotes mean what they look like; all else is text. */
function literal(word: string): Json {
  if (word === "true" || word === "false") return word === "true";
  if (word !== "" && Number.isFinite(Number(word))) return Number(word);
  return word.replace(/^"(.*)"$/, "$1");
}

function leafOf({ attribute, op, operand }: Line): Condition {
  if (op === SEGMENT) return { segment: operand.trim() };
  const leaf: Leaf = { attribute: attribute.trim(), op };
  if (op === "exists") return leaf;
  if (NUMERIC.has(op)) return { ...leaf, value: Number(operand) };
  if (ONE.has(op)) return { ...leaf, value: operand.trim() };
  if (op === "matches") return { ...leaf, value: operand };
  return { ...leaf, values: op === "in" ? listed(operand).map(literal) : listed(operand) };
}

/** The lines as a condition. */
export function fromSimple({ join, lines }: SimpleCondition): Condition {
  const parts = lines.map(leafOf);
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return join === "any" ? { any: parts } : { all: parts };
}
