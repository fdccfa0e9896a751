import type { Leaf } from "./condition.js";
import type { Findings } from "./findings.js";
import type { Match } from "./match.js";
import type { Operator } from "./operator.js";
import { pattern } from "./pattern.js";
import { regexProblem } from "./regex-guard.js";

/** Compiles the operator `matches`; null, and a finding, where its value is no pattern that it takes. */
export function patternMatch(
  { values: [value] }: Leaf,
  _operator: Operator,
  pointer: string,
  findings: Findings,
): Match | null {
  const problem =
    typeof value === "string"
      ? regexProblem(value)
      : "The operator 'matches' takes a pattern; write it as a string.";
  if (problem !== null) {
    findings.add(`${pointer}/value`, problem);
    return null;
  }
  return pattern(value as string);
}
