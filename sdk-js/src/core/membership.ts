import { fold } from "./case-folding.js";
import type { Match } from "./match.js";

/** The operator `in`: strings by code point or folded, numbers as doubles, booleans; never one for another. */
export function membership(values: readonly unknown[], ignoreCase: boolean): Match {
  const keyOf = (value: unknown) => (ignoreCase && typeof value === "string" ? fold(value) : value);
  const members = new Set(values.map(keyOf));
  return (operand) => members.has(keyOf(operand));
}
