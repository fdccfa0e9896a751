import { getClient, LogLevel, PollingMode } from "@configcat/sdk/node";
import { ATTRIBUTES, flag, GATE, members, numbers } from "./questions.js";

const ON = { b: true };
const OFF = { b: false };
const rule = (condition) => ({ c: [condition], s: { v: ON } });
const isOneOf = (a, ...l) => rule({ u: { a, c: 0, l } });

const FIVE_RULES = [
  isOneOf("country", "FR", "IT", "ES"),
  isOneOf("plan", "free", "trial"),
  rule({ u: { a: "Email", c: 32, l: ["@example.com"] } }),
  rule({ u: { a: "age", c: 12, d: 18 } }),
  isOneOf("country", "DE", "AT", "CH"),
];

const OF = {
  toggle: (i) => ({ v: i % 2 === 0 ? ON : OFF }),
  rules: () => ({ r: FIVE_RULES }),
  split: () => ({
    p: [
      { p: 30, v: ON },
      { p: 70, v: OFF },
    ],
  }),
  prerequisite: () => ({ r: [rule({ p: { f: GATE, c: 0, v: ON } })] }),
  segment: () => ({ r: [rule({ s: { s: 0, c: 0 } })] }),
};

/** ConfigCat's SDK, its configuration from a cache, never polling; asked through a snapshot, which is synchronous. */
export async function configcat(workload, count) {
  const flags = Object.fromEntries(
    numbers(count).map((i) => [flag(i), { t: 0, a: "Identifier", v: OFF, ...OF[workload](i) }]),
  );
  const config = {
    p: { u: "https://localhost", r: 0, s: "salt" },
    s: [{ n: "members", r: [{ a: "Identifier", c: 0, l: members() }] }],
    f: { ...flags, [GATE]: { t: 0, v: ON } },
  };
  const cached = `${Date.now()}\netag\n${JSON.stringify(config)}`;
  const client = getClient(
    "configcat-sdk-1/bench-bench-bench-benc/bench-bench-bench-benc",
    PollingMode.ManualPoll,
    { cache: { get: () => cached, set() {} }, logger: silent() },
  );
  await client.waitForReady();
  const snapshot = client.snapshot();
  const { email, ...custom } = ATTRIBUTES;
  return {
    user: (key) => ({ identifier: key, email, custom }),
    evaluate: (key, user) => snapshot.getValue(key, false, user),
    close: () => client.dispose(),
  };
}

function silent() {
  return { level: LogLevel.Off, log() {} };
}
