import type { Leaf } from "./condition.js";
import type { Findings } from "./findings.js";
import type { Match } from "./match.js";
import { membership } from "./membership.js";
import { type Operator, operandsOf } from "./operator.js";
import { pointerAt } from "./problem.js";
import { NOT_HERE, type Shared } from "./shared.js";

/**
 * Compiles an operator and its values. Null where something is wrong with values it cannot use;
 * what it is, is among the findings then.
 */
export function compileMatch(
  leaf: Leaf,
  operator: Operator,
  pointer: string,
  findings: Findings,
  shared: Shared,
): Match | null {
  const [value] = leaf.values;
  if (operandsOf(operator) === "one" && leaf.values.length !== 1) {
    findings.add(
      pointer,
      `The operator '${operator}' compares with one value; give it as "value".`,
    );
    return null;
  }
  switch (operator) {
    case "exists":
      return () => true;
    case "in":
      return isIn(leaf, pointer, findings);
    case "contains":
      return text(leaf, pointer, findings, (operand, part) => operand.includes(part));
    case "startsWith":
      return text(leaf, pointer, findings, (operand, part) => operand.startsWith(part));
    case "endsWith":
      return text(leaf, pointer, findings, (operand, part) => operand.endsWith(part));
    case "<":
    case "<=":
    case ">":
    case ">=":
      if (typeof value === "number" && Number.isFinite(value)) {
        return number(operator, value);
      }
      findings.add(
        `${pointer}/value`,
        `The operator '${operator}' compares numbers; write the value as a number.`,
      );
      return null;
    default: {
      const compile = shared.extra(operator === "matches" ? "patterns" : "comparisons");
      if (compile === null) {
        findings.add(pointer, NOT_HERE);
      }
      return compile?.(leaf, operator, pointer, findings) ?? null;
    }
  }
}

function isIn(leaf: Leaf, pointer: string, findings: Findings): Match | null {
  let usable = true;
  for (const [i, value] of leaf.values.entries()) {
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      findings.add(
        pointerAt(`${pointer}/values`, i),
        "The operator 'in' compares strings, numbers and booleans; write one of these.",
      );
      usable = false;
    }
  }
  return usable ? membership(leaf.values, leaf.ignoreCase) : null;
}

function text(
  leaf: Leaf,
  pointer: string,
  findings: Findings,
  matches: (operand: string, part: string) => boolean,
): Match | null {
  const parts: string[] = [];
  for (const [i, value] of leaf.values.entries()) {
    if (typeof value !== "string") {
      findings.add(
        pointerAt(`${pointer}/values`, i),
        `The operator '${leaf.op}' compares strings; write the value as a string.`,
      );
      return null;
    }
    parts.push(value);
  }
  return (operand) => typeof operand === "string" && parts.some((part) => matches(operand, part));
}

/** Comparisons with NaN are false by themselves; infinities are kept out, as the contract has it. */
function number(operator: "<" | "<=" | ">" | ">=", value: number): Match {
  return (operand) => {
    if (typeof operand !== "number" || !Number.isFinite(operand)) {
      return false;
    }
    switch (operator) {
      case "<":
        return operand < value;
      case "<=":
        return operand <= value;
      case ">":
        return operand > value;
      case ">=":
        return operand >= value;
    }
  };
}
