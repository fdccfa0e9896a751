import type { Operator } from "./operator.js";

/** All operators, as sentences and reports name them. */
export const OPERATORS: readonly Operator[] = [
  "in",
  "contains",
  "startsWith",
  "endsWith",
  "matches",
  "<",
  "<=",
  ">",
  ">=",
  "before",
  "after",
  "semver=",
  "semver<",
  "semver<=",
  "semver>",
  "semver>=",
  "cidr",
  "exists",
];
