import { cidr } from "./cidr.js";
import type { Leaf } from "./condition.js";
import type { Findings } from "./findings.js";
import { millis } from "./instants.js";
import type { Match } from "./match.js";
import { membership } from "./membership.js";
import { type Operator, operandsOf } from "./operator.js";
import { pattern } from "./pattern.js";
import { pointerAt } from "./problem.js";
import { regexProblem } from "./regex-guard.js";
import { compareSemver, parseSemver } from "./semver.js";

/**
 * Compiles an operator and its values. Null where something is wrong with values it cannot use;
 * what it is, is among the findings then.
 */
export function compileMatch(
  leaf: Leaf,
  operator: Operator,
  pointer: string,
  findings: Findings,
): Match | null {
  const [value] = leaf.values;
  if (operandsOf(operator) === "one" && leaf.values.length !== 1) {
    findings.add(
      pointer,
      `The operator '${operator}' compares with one value; give it as "value".`,
    );
    return null;
  }
  const refuse = (problem: string): null => {
    findings.add(`${pointer}/value`, problem);
    return null;
  };
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
    case "matches": {
      if (typeof value !== "string") {
        return refuse("The operator 'matches' takes a pattern; write it as a string.");
      }
      const problem = regexProblem(value);
      return problem === null ? pattern(value) : refuse(problem);
    }
    case "<":
    case "<=":
    case ">":
    case ">=":
      return typeof value === "number" && Number.isFinite(value)
        ? number(operator, value)
        : refuse(`The operator '${operator}' compares numbers; write the value as a number.`);
    case "before":
    case "after": {
      const instant = millis(value);
      if (Number.isNaN(instant)) {
        return refuse(
          `The operator '${operator}' compares instants; write one like "2026-01-31T12:00:00Z" or epoch milliseconds.`,
        );
      }
      return operator === "before"
        ? (operand) => millis(operand) < instant
        : (operand) => millis(operand) > instant;
    }
    case "cidr":
      return cidr(leaf.values, pointer, findings);
    default: {
      const version = typeof value === "string" ? parseSemver(value) : null;
      if (version === null) {
        return refuse('Not a semantic version; write one like "2.1.0".');
      }
      return (operand) => {
        const seen = typeof operand === "string" ? parseSemver(operand) : null;
        return seen !== null && ordered(operator, compareSemver(seen, version));
      };
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

type SemverOperator = "semver=" | "semver<" | "semver<=" | "semver>" | "semver>=";

function ordered(operator: SemverOperator, order: number): boolean {
  switch (operator) {
    case "semver=":
      return order === 0;
    case "semver<":
      return order < 0;
    case "semver<=":
      return order <= 0;
    case "semver>":
      return order > 0;
    case "semver>=":
      return order >= 0;
  }
}
