import http from "node:http";
import { ALL_EXTRAS } from "../../dist/core/all-extras.js";
import { Context } from "../../dist/core/context.js";
import { evaluate } from "../../dist/core/evaluator.js";
import { LargeSegment } from "../../dist/core/large-segment.js";
import { Ruleset } from "../../dist/core/ruleset.js";
import { UnitHasher } from "../../dist/core/unit-hash.js";
import { createClient } from "../../dist/node.js";
import { readRuleset } from "../../dist/wire/ruleset-json.js";
import { ATTRIBUTES, flag, GATE, member, members, numbers, SEGMENT } from "./questions.js";

const leaf = (attribute, op, ...values) => ({ attribute, op, values });
const rule = (when, i) => ({ id: `rule-${i}`, when, serve: { variant: "on" } });

const FIVE_RULES = [
  leaf("country", "in", "FR", "IT", "ES"),
  leaf("plan", "in", "free", "trial"),
  leaf("email", "endsWith", "@example.com"),
  { attribute: "age", op: "<", value: 18 },
  leaf("country", "in", "DE", "AT", "CH"),
].map(rule);

const IN_SEGMENT = [rule({ segment: SEGMENT }, 0)];

const THIRTY_PERCENT = {
  split: {
    by: "targetingKey",
    ranges: [
      { to: 30_000, variant: "on" },
      { to: 100_000, variant: "off" },
    ],
  },
};

const spec = (number, more) => ({
  type: "boolean",
  variants: { on: true, off: false },
  salt: `salt-${number}`,
  enabled: true,
  offVariant: "off",
  default: { variant: "off" },
  ...more,
});

const OF = {
  toggle: (i) => ({ default: { variant: i % 2 === 0 ? "on" : "off" } }),
  rules: () => ({ rules: FIVE_RULES }),
  split: () => ({ default: THIRTY_PERCENT }),
  prerequisite: () => ({
    prerequisites: [{ flag: GATE, variants: ["on"] }],
    default: { variant: "on" },
  }),
  segment: () => ({ rules: IN_SEGMENT }),
};

function ruleset(flags, segments = {}) {
  const document = { schema: 1, project: "bench", environment: "bench", epoch: 1, revision: 1 };
  return { ...document, regionGroups: {}, flags, segments };
}

function document(workload, count) {
  const flags = Object.fromEntries(numbers(count).map((i) => [flag(i), spec(i, OF[workload](i))]));
  if (workload === "prerequisite") {
    flags[GATE] = spec(count, { default: { variant: "on" } });
  }
  return ruleset(flags, workload === "segment" ? { [SEGMENT]: { included: members() } } : {});
}

function compiled(json, large = new Map()) {
  const problems = [];
  const read = readRuleset(JSON.parse(JSON.stringify(json)), "strict", problems);
  if (read === null || problems.length > 0) {
    throw new Error(`a ruleset of the benchmark is wrong: ${JSON.stringify(problems[0])}`);
  }
  return Ruleset.compile(read, large, ALL_EXTRAS);
}

/** The evaluator by itself. */
export function evaluator(workload, count) {
  return ofRuleset(compiled(document(workload, count)));
}

function ofRuleset(rules) {
  return {
    user: (key) => Context.of({ targetingKey: key, ...ATTRIBUTES }),
    evaluate: (key, user) => evaluate(rules, key, user, "boolean").value,
    close() {},
  };
}

/** Flags that have so many rules, of which none matches. */
export function manyRules(count) {
  const rules = numbers(count).map((i) => rule(leaf("country", "in", `X${i}`, `Y${i}`), i));
  const flags = Object.fromEntries(numbers(10).map((i) => [flag(i), spec(i, { rules })]));
  return ofRuleset(compiled(ruleset(flags)));
}

/** A flag with a rule for a segment of a million keys. */
export function millionKeys() {
  const count = 1_000_000;
  const hasher = new UnitHasher(SEGMENT);
  const hashes = new BigUint64Array(count);
  for (let i = 0; i < count; i++) {
    hashes[i] = (BigInt(hasher.high(member(i))) << 32n) | BigInt(hasher.low(member(i)));
  }
  hashes.sort();
  const bytes = new DataView(new ArrayBuffer(count * 8));
  hashes.forEach((hash, i) => {
    bytes.setBigUint64(i * 8, hash);
  });
  const keys = new LargeSegment(SEGMENT, 1, new Uint8Array(bytes.buffer));
  const segments = { [SEGMENT]: { large: { version: 1, count } } };
  const rules = compiled(
    ruleset({ [flag(0)]: spec(0, { rules: IN_SEGMENT }) }, segments),
    new Map([[SEGMENT, keys]]),
  );
  return ofRuleset(rules);
}

/** The client as applications have it, connected and counting; its server is in the same process. */
export async function client(workload, count) {
  const body = JSON.stringify(document(workload, count));
  const server = http.createServer((request, response) => {
    if (request.url.startsWith("/sdk/v1/stream")) {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      response.write(`event: ruleset\ndata: ${body}\n\n`);
    } else {
      response.writeHead(request.url.startsWith("/sdk/v1/telemetry") ? 202 : 200);
      response.end(request.url.startsWith("/sdk/v1/ruleset") ? body : "");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  const ours = createClient({ url, sdkKey: "fls_bench" });
  if (!(await ours.ready(20_000))) {
    throw new Error(`the client has no ruleset: ${ours.status().reason}`);
  }
  return {
    user: (key) => ({ targetingKey: key, ...ATTRIBUTES }),
    evaluate: (key, user) => ours.booleanValue(key, user, false),
    async close() {
      await ours.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
