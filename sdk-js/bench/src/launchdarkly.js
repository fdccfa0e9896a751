import { basicLogger, init } from "@launchdarkly/node-server-sdk";
import { TestData } from "@launchdarkly/node-server-sdk/integrations";
import { ATTRIBUTES, flag, GATE, members, numbers, SEGMENT } from "./questions.js";

const rule = (attribute, op, values, i) => ({
  id: `rule-${i}`,
  variation: 0,
  clauses: [{ attribute, op, negate: false, values }],
});

const FIVE_RULES = [
  ["country", "in", ["FR", "IT", "ES"]],
  ["plan", "in", ["free", "trial"]],
  ["email", "endsWith", ["@example.com"]],
  ["age", "lessThan", [18]],
  ["country", "in", ["DE", "AT", "CH"]],
].map(([attribute, op, values], i) => rule(attribute, op, values, i));

const OF = {
  toggle: (i) => ({ fallthrough: { variation: i % 2 === 0 ? 0 : 1 } }),
  rules: () => ({ rules: FIVE_RULES }),
  split: () => ({
    fallthrough: {
      rollout: {
        variations: [
          { variation: 0, weight: 30_000 },
          { variation: 1, weight: 70_000 },
        ],
      },
    },
  }),
  prerequisite: () => ({
    prerequisites: [{ key: GATE, variation: 0 }],
    fallthrough: { variation: 0 },
  }),
  segment: () => ({ rules: [rule("", "segmentMatch", [SEGMENT], 0)] }),
};

const spec = (key, number, more) => ({
  key,
  version: 1,
  on: true,
  variations: [true, false],
  offVariation: 1,
  salt: `salt-${number}`,
  fallthrough: { variation: 1 },
  ...more,
});

/** LaunchDarkly's server SDK, its flags from test data, no events. */
export async function launchdarkly(workload, count) {
  const data = new TestData();
  await Promise.all(
    numbers(count).map((i) => data.usePreconfiguredFlag(spec(flag(i), i, OF[workload](i)))),
  );
  await data.usePreconfiguredFlag(spec(GATE, count, { fallthrough: { variation: 0 } }));
  await data.usePreconfiguredSegment({
    key: SEGMENT,
    version: 1,
    salt: "salt",
    included: members(),
    excluded: [],
    rules: [],
  });
  const client = init("sdk-bench", {
    updateProcessor: data.getFactory(),
    sendEvents: false,
    logger: basicLogger({ level: "error" }),
  });
  await client.waitForInitialization({ timeout: 20 });
  return {
    user: (key) => ({ kind: "user", key, ...ATTRIBUTES }),
    // There is no way to ask for a value but by a promise; it is given while it is asked for.
    evaluate: (key, user) => client.boolVariation(key, user, false),
    close: () => client.close(),
  };
}
