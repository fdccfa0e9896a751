import { FlagdCore } from "@openfeature/flagd-core";
import { ATTRIBUTES, flag, members, numbers, SEGMENT } from "./questions.js";

const among = (name, values) => ({ in: [{ var: name }, values] });

const FIVE_RULES = {
  if: [
    among("country", ["FR", "IT", "ES"]),
    "on",
    among("plan", ["free", "trial"]),
    "on",
    { ends_with: [{ var: "email" }, "@example.com"] },
    "on",
    { "<": [{ var: "age" }, 18] },
    "on",
    among("country", ["DE", "AT", "CH"]),
    "on",
  ],
};

const OF = {
  toggle: (i) => ({ defaultVariant: i % 2 === 0 ? "on" : "off" }),
  rules: () => ({ targeting: FIVE_RULES }),
  split: () => ({
    targeting: {
      fractional: [
        ["on", 30],
        ["off", 70],
      ],
    },
  }),
  segment: () => ({ targeting: { if: [{ $ref: SEGMENT }, "on"] } }),
};

const SILENT = { error() {}, warn() {}, info() {}, debug() {} };

/** flagd's own evaluator; it has no prerequisites. */
export async function flagd(workload, count) {
  const flags = Object.fromEntries(
    numbers(count).map((i) => [
      flag(i),
      {
        state: "ENABLED",
        variants: { on: true, off: false },
        defaultVariant: "off",
        ...OF[workload](i),
      },
    ]),
  );
  const core = new FlagdCore(undefined, SILENT);
  core.setConfigurations(
    JSON.stringify({ flags, $evaluators: { [SEGMENT]: among("targetingKey", members()) } }),
  );
  return {
    user: (key) => ({ targetingKey: key, ...ATTRIBUTES }),
    evaluate: (key, user) => core.resolveBooleanEvaluation(key, false, user, SILENT).value,
    close() {},
  };
}
