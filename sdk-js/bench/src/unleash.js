import { InMemStorageProvider, Unleash } from "unleash-client";
import { ATTRIBUTES, flag, GATE, members, numbers } from "./questions.js";

const rule = (contextName, operator, more) => ({
  name: "default",
  parameters: {},
  constraints: [{ contextName, operator, values: [], inverted: false, ...more }],
});

const FIVE_RULES = [
  rule("country", "IN", { values: ["FR", "IT", "ES"] }),
  rule("plan", "IN", { values: ["free", "trial"] }),
  rule("email", "STR_ENDS_WITH", { values: ["@example.com"] }),
  rule("age", "NUM_LT", { value: "18" }),
  rule("country", "IN", { values: ["DE", "AT", "CH"] }),
];

const ALL = { name: "default", parameters: {}, constraints: [] };

const OF = {
  toggle: (i) => ({ enabled: i % 2 === 0 }),
  rules: () => ({ strategies: FIVE_RULES }),
  split: (i) => ({
    strategies: [
      {
        name: "flexibleRollout",
        parameters: { rollout: "30", stickiness: "userId", groupId: flag(i) },
        constraints: [],
      },
    ],
  }),
  prerequisite: () => ({ dependencies: [{ feature: GATE, enabled: true }] }),
  segment: () => ({ strategies: [{ ...ALL, segments: [1] }] }),
};

const feature = (name, more) => ({
  name,
  type: "release",
  enabled: true,
  project: "default",
  stale: false,
  impressionData: false,
  variants: [],
  strategies: [ALL],
  ...more,
});

/** Unleash's SDK, its features from a bootstrap, neither polling nor reporting. */
export async function unleash(workload, count) {
  const data = numbers(count).map((i) => feature(flag(i), OF[workload](i)));
  const client = new Unleash({
    appName: "bench",
    url: "http://127.0.0.1:9/api/",
    refreshInterval: 0,
    disableMetrics: true,
    skipInstanceCountWarning: true,
    storageProvider: new InMemStorageProvider(),
    bootstrap: {
      data: [...data, feature(GATE, {})],
      segments: [
        { id: 1, constraints: [{ contextName: "userId", operator: "IN", values: members() }] },
      ],
    },
  });
  client.on("error", () => {
    // There is no server.
  });
  await new Promise((resolve) => client.once("ready", resolve));
  const { age, ...texts } = ATTRIBUTES;
  return {
    user: (key) => ({ userId: key, properties: { ...texts, age: String(age) } }),
    evaluate: (key, user) => client.isEnabled(key, user),
    close: () => client.destroy(),
  };
}
