import { GrowthBookClient } from "@growthbook/growthbook";
import { ATTRIBUTES, flag, GATE, members, numbers, SEGMENT } from "./questions.js";

const on = (condition) => ({ condition, force: true });

const FIVE_RULES = [
  on({ country: { $in: ["FR", "IT", "ES"] } }),
  on({ plan: { $in: ["free", "trial"] } }),
  on({ email: { $regex: "@example\\.com$" } }),
  on({ age: { $lt: 18 } }),
  on({ country: { $in: ["DE", "AT", "CH"] } }),
];

const OF = {
  toggle: (i) => ({ defaultValue: i % 2 === 0 }),
  rules: () => ({ defaultValue: false, rules: FIVE_RULES }),
  split: () => ({
    defaultValue: false,
    rules: [{ force: true, coverage: 0.3, hashAttribute: "id", hashVersion: 2 }],
  }),
  prerequisite: () => ({
    defaultValue: true,
    rules: [
      { parentConditions: [{ id: GATE, condition: { value: true }, gate: true }], force: true },
    ],
  }),
  segment: () => ({ defaultValue: false, rules: [on({ id: { $inGroup: SEGMENT } })] }),
};

/** GrowthBook's SDK for servers, its features handed over. */
export async function growthbook(workload, count) {
  const features = Object.fromEntries(numbers(count).map((i) => [flag(i), OF[workload](i)]));
  const client = new GrowthBookClient().initSync({
    payload: {
      features: { ...features, [GATE]: { defaultValue: true } },
      savedGroups: { [SEGMENT]: members() },
    },
  });
  return {
    user: (key) => ({ attributes: { id: key, ...ATTRIBUTES } }),
    evaluate: (key, user) => client.isOn(key, user),
    close: () => client.destroy(),
  };
}
