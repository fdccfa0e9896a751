import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import vm from "node:vm";
import { build } from "esbuild";
import { createClient, EdgeClient, type EdgeClientOptions } from "../../src/edge.js";
import { EDGE_PLATFORM } from "../../src/platform/edge-platform.js";
import { flag, until, WireServer } from "../client/wire-server.js";

const alice = { targetingKey: "alice" };
const rule = (when: object) => ({ id: "r", when, serve: { variant: "on" } });
const released = flag(true, {
  default: { split: { ranges: [{ to: 100_000, variant: "on" }] } },
  release: {
    id: "r1",
    stage: 0,
    treatment: "on",
    control: "off",
    regions: ["nz"],
    metrics: ["error", "latency"],
  },
});

describe("a client where nothing runs between requests", () => {
  let server: WireServer;

  beforeEach(async () => {
    server = await new WireServer().start();
    server.ruleset.flags = { f: flag(true) };
  });

  afterEach(() => server.close());

  const open = (options: Partial<EdgeClientOptions> = {}): EdgeClient =>
    createClient({ url: server.url, sdkKey: "fls_k", region: "nz", maxAge: 40, ...options });
  const asked = () => server.requests.filter((each) => each === "GET /sdk/v1/ruleset").length;
  const old = () => new Promise((resolve) => setTimeout(resolve, 50));

  it("has fallbacks before it was told to ask, and then values for as long as they are young", async () => {
    const client = open({ maxAge: 60_000 });
    assert.equal(client.booleanEvaluation("f", alice, false).errorCode, "PROVIDER_NOT_READY");
    assert.deepEqual(await Promise.all([client.refresh(), client.refresh()]), [true, true]);
    assert.equal(client.booleanValue("f", alice, false), true);
    const before = asked();
    assert.equal(await client.refresh(), true);
    assert.equal(asked(), before);
  });

  it("asks again though a request before was cut off and its question is never answered", async () => {
    const never = new Promise<Response>(() => {});
    let answers = true;
    const platform = {
      ...EDGE_PLATFORM,
      fetch: ((...question) => (answers ? fetch(...question) : never)) as typeof fetch,
    };
    const options = { url: server.url, sdkKey: "fls_k", maxAge: 0, timeout: 300 };
    const client = new EdgeClient(options, platform);
    answers = false;
    void client.refresh();
    answers = true;
    assert.equal(await client.refresh(), true); // without values everybody asks
    server.change("f", flag(false));
    answers = false;
    void client.refresh();
    answers = true;
    assert.equal(await client.refresh(), true);
    assert.equal(client.booleanValue("f", alice, true), true); // that one is waited for
    answers = false;
    void client.flush();
    await new Promise((resolve) => setTimeout(resolve, 900));
    answers = true;
    assert.equal(await client.refresh(), true);
    assert.equal(client.booleanValue("f", alice, true), false);
    await client.flush();
    assert.equal(server.batches.length, 1);
  });

  it("asks for what changed when its values are old, and does not let others wait for it", async () => {
    const client = open();
    await client.refresh();
    server.change("f", flag(false));
    await old();
    const asking = client.refresh();
    assert.equal(await client.refresh(), true); // at once, with what is here
    assert.equal(client.booleanValue("f", alice, true), true);
    assert.equal(await asking, true);
    assert.equal(client.booleanValue("f", alice, true), false);
    await old();
    assert.equal(await client.refresh(), true); // 304
    assert.equal(asked(), 3);
  });

  it("keeps its values without a server, says so, and does not ask for every request", async () => {
    const client = open({ maxAge: 10_000, timeout: 200 });
    server.refuseWith = 503;
    assert.equal(await client.refresh(), false);
    assert.equal(await client.refresh(), false);
    assert.equal(client.status().state, "NOT_READY");
    assert.equal(server.requests.length, 1);
    assert.equal(await client.load(server.ruleset), true);
    assert.equal(client.status().state, "STALE");
    assert.equal(client.booleanValue("f", alice, false), true);
    for (const wrong of [null, [], "x", {}, { ...server.ruleset, revision: 0 }]) {
      assert.equal(await client.load(wrong), false);
    }
    assert.equal(await client.load(server.ruleset), false); // not newer
    assert.equal(client.booleanValue("f", alice, false), true);
  });

  it("asks once with a wrong key", async () => {
    const client = open();
    server.refuseWith = 401;
    assert.equal(await client.refresh(), false);
    await old();
    assert.equal(await client.refresh(), false);
    assert.equal(client.status().state, "ERROR");
    assert.equal(server.requests.length, 1);
  });

  it("never goes back", async () => {
    const client = open();
    server.ruleset = { ...server.ruleset, revision: 7 };
    await client.refresh();
    server.ruleset = { ...server.ruleset, revision: 6, flags: { f: flag(false) } };
    await old();
    await client.refresh();
    assert.equal(client.booleanValue("f", alice, false), true);
    server.ruleset = { ...server.ruleset, epoch: 2, revision: 1 };
    await old();
    await client.refresh();
    assert.equal(client.booleanValue("f", alice, true), false);
  });

  it("reports when it is told to, all there is", async () => {
    server.ruleset.flags = { f: released };
    const client = open();
    await client.refresh();
    client.booleanValue("f", alice, false);
    client.track("error", alice);
    client.track("latency", alice, 12);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(server.batches.length, 0);
    await client.flush();
    const batch = server.batches[0] ?? {};
    assert.deepEqual((batch.sdk as { name: string }).name, "firstlight-edge");
    const [unit] = (batch.exposures as { units: string[] }[])[0]?.units ?? [];
    assert.deepEqual(batch.outcomes, [
      { release: "r1", metric: "error", units: [unit] },
      { release: "r1", metric: "latency", units: [unit], values: [12] },
    ]);
    for (let i = 0; i < 25_000; i++) client.track("error", { targetingKey: `u${i}` });
    await client.flush();
    const units = (name: string) =>
      server.batches
        .slice(1)
        .flatMap((each) => (each[name] ?? []) as { units: string[] }[])
        .reduce((sum, each) => sum + each.units.length, 0);
    assert.deepEqual([units("exposures"), units("outcomes")], [25_000, 25_000]);
  });

  it("loads what only some rulesets need before it serves them", async () => {
    const hashes = Buffer.from("00000000000000000000000000000001", "hex");
    server.segments.set("big?version=1", hashes);
    const leaf = (op: string, value: unknown) => rule({ attribute: "a", op, value });
    const off = { rules: [] as object[], default: { variant: "off" } };
    const by = (when: object) => flag(true, { ...off, rules: [when] });
    const hash = "launchdarkly";
    server.ruleset = {
      ...server.ruleset,
      segments: { big: { large: { version: 1, count: 2 } } },
      flags: {
        pattern: by(leaf("matches", "^al+ice$")),
        version: by(leaf("semver>=", "2.1.0")),
        network: by(rule({ attribute: "a", op: "cidr", values: ["10.0.0.0/8"] })),
        date: by(leaf("before", "2026-01-31T12:00:00Z")),
        hashed: flag(true, {
          default: { split: { hash, ranges: [{ to: 100_000, variant: "on" }] } },
        }),
        bucket: by(rule({ bucket: { by: "a", hash: "flagd", salt: "s", from: 0, to: 100_000 } })),
        large: by(rule({ segment: "big" })),
      },
    };
    const client = open();
    assert.equal(await client.refresh(), true);
    const answer = (key: string, a: string) =>
      client.booleanEvaluation(key, { targetingKey: "u", a }, false).variant;
    assert.deepEqual([answer("pattern", "allice"), answer("pattern", "bob")], ["on", "off"]);
    assert.deepEqual([answer("version", "v2.1"), answer("version", "2.0.9")], ["on", "off"]);
    assert.deepEqual([answer("network", "10.1.2.3"), answer("network", "11.1.2.3")], ["on", "off"]);
    assert.equal(answer("date", "2026-01-31T11:59:59Z"), "on");
    assert.deepEqual([answer("hashed", ""), answer("bucket", "x")], ["on", "on"]);
    assert.equal(answer("large", "x"), "off");
    server.segments.clear();
    const segments = { big: { large: { version: 2, count: 2 } } };
    server.ruleset = { ...server.ruleset, revision: 2, segments, flags: {} };
    await old();
    assert.equal(await client.refresh(), false); // its segment cannot be had, so the ruleset before stays
    assert.equal(answer("pattern", "allice"), "on");
  });

  it("says in words what is wrong with a flag, and goes on with the others", async () => {
    const of = (change: object) => flag(true, { default: { variant: "off" }, ...change });
    server.ruleset.flags = {
      good: flag(true),
      operator: of({ rules: [rule({ attribute: "a", op: "resembles", value: "x" })] }),
      member: of({ rules: [rule({ attribute: "a", op: "in", values: ["x"], perhaps: true })] }),
      salt: of({ salt: "" }),
      read: { ...flag(true), salt: 1 },
      variant: of({ default: { variant: "third" } }),
    };
    const client = open();
    assert.equal(await client.refresh(), true);
    const said = (key: string) => {
      const { errorCode, errorMessage } = client.booleanEvaluation(key, alice, false);
      return [errorCode, errorMessage];
    };
    assert.deepEqual(said("good"), [null, null]);
    const known =
      "in, contains, startsWith, endsWith, matches, <, <=, >, >=, before, after, " +
      "semver=, semver<, semver<=, semver>, semver>=, cidr, exists";
    for (const [key, sentence] of [
      ["operator", `Unknown operator 'resembles'; use one of ${known}.`],
      [
        "member",
        "Unknown field 'perhaps'; remove it or use one of attribute, op, value, values, ignoreCase.",
      ],
      ["salt", "The salt is empty; give the flag a random one."],
      ["read", "The field 'salt' is not a string; write one."],
      ["variant", "The flag has no variant 'third'; use one of off, on."],
    ] as const) {
      assert.deepEqual(said(key), ["PARSE_ERROR", sentence]);
    }
  });

  it("needs nothing that only Node.js has", async () => {
    const { outputFiles } = await build({
      entryPoints: ["src/edge.ts"],
      bundle: true,
      write: false,
      format: "iife",
      globalName: "sdk",
      platform: "neutral",
      mainFields: ["module", "main"],
      target: "es2022",
    });
    server.ruleset.flags = {
      f: released,
      p: flag(true, { rules: [rule({ attribute: "a", op: "matches", value: "x" })] }),
    };
    const web = {
      fetch,
      AbortSignal,
      AbortController,
      TextEncoder,
      TextDecoder,
      crypto,
      performance,
    };
    const context = vm.createContext({ ...web });
    vm.runInContext(
      `${outputFiles[0]?.text}; globalThis.createClient = sdk.createClient;`,
      context,
    );
    const client = (context.createClient as typeof createClient)({
      url: server.url,
      sdkKey: "k",
      region: "nz",
    });
    assert.equal(await client.refresh(), true);
    assert.equal(client.booleanValue("f", alice, false), true);
    assert.equal(client.booleanEvaluation("p", { a: "x" }, false).reason, "TARGETING_MATCH");
    await client.flush();
    await until(() => server.batches.length === 1, "a batch");
  });
});
