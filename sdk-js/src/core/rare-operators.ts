/** The operators that compare instants and versions. */
export const RARE_OPERATORS = [
  "before",
  "after",
  "semver=",
  "semver<",
  "semver<=",
  "semver>",
  "semver>=",
] as const;

export type RareOperator = (typeof RARE_OPERATORS)[number];
