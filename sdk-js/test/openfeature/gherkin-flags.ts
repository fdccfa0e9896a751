import { readFileSync } from "node:fs";

type Json = Record<string, unknown>;

interface Given {
  disabled?: boolean;
  variants: Record<string, unknown>;
  defaultVariant?: string | null;
  contextEvaluator?: string;
}

/** What the expressions of the scenarios' flags say, in our own words. */
const RULES: Record<string, { when: unknown; variant: string }> = {
  "email == 'ballmer@macrosoft.com' ? 'zero' : ''": {
    when: { attribute: "email", op: "in", values: ["ballmer@macrosoft.com"] },
    variant: "zero",
  },
  "!customer && email == 'ballmer@macrosoft.com' && age > 10 ? 'internal' : ''": {
    when: {
      all: [
        { attribute: "customer", op: "in", values: [false] },
        { attribute: "email", op: "in", values: ["ballmer@macrosoft.com"] },
        { attribute: "age", op: ">", value: 10 },
      ],
    },
    variant: "internal",
  },
};

/** In the scenarios a flag that is off gives the code's value; with us it serves a variant, which is that value here. */
const OFF: Record<string, unknown> = {
  boolean: false,
  string: "bye",
  integer: 1,
  number: 0.1,
  object: { a: 1 },
};

/** The scenarios' flags as our ruleset has them, those that have a default. */
export function gherkinFlags(): Record<string, Json> {
  const text = readFileSync(new URL("gherkin/test-flags.json", import.meta.url), "utf8");
  const given = Object.entries(JSON.parse(text) as Record<string, Given>);
  return Object.fromEntries(
    given
      .filter(([, { defaultVariant }]) => typeof defaultVariant === "string")
      .map(([key, flag]) => [key, flagOf(flag)]),
  );
}

function flagOf({ disabled = false, variants, defaultVariant, contextEvaluator }: Given): Json {
  const type = typeOf(Object.values(variants));
  const rule = contextEvaluator === undefined ? undefined : RULES[contextEvaluator];
  return {
    type,
    variants: { ...variants, none: OFF[type] },
    salt: "s",
    enabled: !disabled,
    offVariant: "none",
    clientVisible: true,
    default: { variant: defaultVariant },
    rules: rule ? [{ id: "r", when: rule.when, serve: { variant: rule.variant } }] : [],
  };
}

function typeOf(values: unknown[]): string {
  const [first] = values;
  return typeof first !== "number"
    ? typeof first
    : values.every(Number.isInteger)
      ? "integer"
      : "number";
}
