import type { fold } from "./case-folding.js";
import type { Match } from "./match.js";

/** So many are found faster one by one than by a hash. */
const FEW = 8;

/**
 * The operator `in`: strings by code point or folded, numbers as doubles, booleans; never one for another.
 *
 * @param folding left out where case counts
 */
export function membership(values: readonly unknown[], folding?: typeof fold): Match {
  if (folding) {
    const keyOf = (value: unknown) => (typeof value === "string" ? folding(value) : value);
    const folded = new Set(values.map(keyOf));
    return (operand) => folded.has(keyOf(operand));
  }
  const members = new Set(values);
  if (members.size > FEW || values.some(Number.isNaN)) {
    return (operand) => members.has(operand);
  }
  const few = [...members];
  return (operand) => {
    for (let i = 0; i < few.length; i++) {
      if (few[i] === operand) {
        return true;
      }
    }
    return false;
  };
}
