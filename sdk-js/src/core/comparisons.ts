import { cidr } from "./cidr.js";
import type { Leaf } from "./condition.js";
import type { Findings } from "./findings.js";
import { millis } from "./instants.js";
import type { Match } from "./match.js";
import type { Operator } from "./operator.js";
import { compareSemver, parseSemver } from "./semver.js";

/** Compiles an operator that compares instants, versions or networks; null, and a finding, where its value is none. */
export function comparison(
  leaf: Leaf,
  operator: Operator,
  pointer: string,
  findings: Findings,
): Match | null {
  switch (operator) {
    case "cidr":
      return cidr(leaf.values, pointer, findings);
    case "before":
    case "after":
      return instant(leaf, operator, pointer, findings);
    default:
      return version(leaf, operator, pointer, findings);
  }
}

function instant(
  { values: [value] }: Leaf,
  operator: "before" | "after",
  pointer: string,
  findings: Findings,
): Match | null {
  const instant = millis(value);
  if (Number.isNaN(instant)) {
    findings.add(
      `${pointer}/value`,
      `The operator '${operator}' compares instants; write one like "2026-01-31T12:00:00Z" or epoch milliseconds.`,
    );
    return null;
  }
  return operator === "before"
    ? (operand) => millis(operand) < instant
    : (operand) => millis(operand) > instant;
}

function version(
  { values: [value] }: Leaf,
  operator: Operator,
  pointer: string,
  findings: Findings,
): Match | null {
  const version = typeof value === "string" ? parseSemver(value) : null;
  if (version === null) {
    findings.add(`${pointer}/value`, 'Not a semantic version; write one like "2.1.0".');
    return null;
  }
  return (operand) => {
    const seen = typeof operand === "string" ? parseSemver(operand) : null;
    return seen !== null && ordered(operator, compareSemver(seen, version));
  };
}

function ordered(operator: Operator, order: number): boolean {
  switch (operator) {
    case "semver=":
      return order === 0;
    case "semver<":
      return order < 0;
    case "semver<=":
      return order <= 0;
    case "semver>":
      return order > 0;
    default:
      return order >= 0;
  }
}
