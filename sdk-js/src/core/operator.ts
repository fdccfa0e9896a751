/** How many values an operator compares with: `one` is written `"value"`, `many` (any of them) `"values"`. */
export type Operands = "none" | "one" | "many";

const OPERANDS = {
  in: "many",
  contains: "many",
  startsWith: "many",
  endsWith: "many",
  matches: "one",
  "<": "one",
  "<=": "one",
  ">": "one",
  ">=": "one",
  before: "one",
  after: "one",
  "semver=": "one",
  "semver<": "one",
  "semver<=": "one",
  "semver>": "one",
  "semver>=": "one",
  cidr: "many",
  exists: "none",
} as const satisfies Record<string, Operands>;

/** The operators a leaf may have, by their names on the wire. */
export type Operator = keyof typeof OPERANDS;

/** The names of all of them. */
export const OPERATORS: readonly string[] = Object.keys(OPERANDS);

/** The operator with that name, null where this version knows none. */
export function operatorOf(key: string): Operator | null {
  return Object.hasOwn(OPERANDS, key) ? (key as Operator) : null;
}

/** How many values an operator compares with. */
export function operandsOf(operator: Operator): Operands {
  return OPERANDS[operator];
}
