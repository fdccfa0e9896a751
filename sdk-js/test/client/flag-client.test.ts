import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { createClient, type FlagClient, type NodeClientOptions } from "../../src/node.js";
import { flag, until, WireServer } from "./wire-server.js";

const FAST = {
  firstBackoff: 20,
  mostBackoff: 50,
  silence: 400,
  release: 30,
  receipt: 10,
  idle: 30_000,
};
const alice = { targetingKey: "alice" };

describe("a client", () => {
  let server: WireServer;
  let clients: FlagClient[];

  beforeEach(async () => {
    server = await new WireServer().start();
    server.ruleset.flags = { f: flag(true) };
    clients = [];
  });

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await server.close();
  });

  function open(options: Partial<NodeClientOptions> = {}): FlagClient {
    const { url = server.url, ...more } = options;
    const client = createClient({ url, sdkKey: "fls_k", region: "nz", timing: FAST, ...more });
    clients.push(client);
    return client;
  }

  it("gives fallbacks before the first ruleset, then values", async () => {
    const client = open();
    assert.equal(client.booleanValue("f", alice, false), false);
    assert.equal(client.booleanEvaluation("f", alice, false).errorCode, "PROVIDER_NOT_READY");
    assert.equal(await client.ready(5_000), true);
    assert.equal(client.booleanValue("f", alice, false), true);
    assert.equal(client.booleanEvaluation("nope", alice, true).errorCode, "FLAG_NOT_FOUND");
    assert.equal(client.stringValue("f", alice, "text"), "text");
    await until(() => client.status().state === "READY", "ready");
  });

  it("follows changes and tells the listeners of the flag that changed", async () => {
    server.ruleset.flags = { f: flag(true), g: flag(true) };
    const client = open();
    await client.ready(5_000);
    const heard: string[] = [];
    client.onChange("f", (key) => heard.push(key));
    client.onChange("g", (key) => heard.push(key));
    server.change("f", flag(false));
    await until(() => !client.booleanValue("f", alice, true), "the change");
    assert.deepEqual(heard, ["f"]);
    server.change("g", null);
    await until(
      () => client.booleanEvaluation("g", alice, true).errorCode === "FLAG_NOT_FOUND",
      "the removal",
    );
    assert.deepEqual(heard, ["f", "g"]);
  });

  it("fetches everything where a digest does not fit, and reports it", async () => {
    const client = open();
    await client.ready(5_000);
    server.change("f", flag(false), true);
    await until(() => !client.booleanValue("f", alice, true), "the change");
    assert.ok(server.requests.includes("GET /sdk/v1/ruleset"));
    await client.close();
    assert.equal(
      server.batches.reduce((sum, batch) => sum + (batch.digestMismatches as number), 0),
      1,
    );
  });

  it("resumes where it was after a cut, and keeps serving meanwhile", async () => {
    const client = open();
    await client.ready(5_000);
    await until(() => client.status().state === "READY", "ready");
    server.cut();
    await until(
      () => server.requests.includes("GET /sdk/v1/stream?epoch=1&revision=1"),
      "the resumption",
    );
    assert.equal(client.booleanValue("f", alice, false), true);
    await until(() => client.status().state === "READY", "ready again");
    assert.ok(server.open <= 1);
  });

  it("takes a silent stream for dead", async () => {
    const client = open();
    await client.ready(5_000);
    const streams = () => server.requests.filter((request) => request.includes("/stream")).length;
    await until(() => streams() >= 2, "a second stream");
    assert.equal(server.open, 1);
  });

  it("comes back after a goodbye", async () => {
    const client = open();
    await client.ready(5_000);
    server.send('event: goodbye\ndata: {"reconnectWithinMs": 20}\n\n');
    await until(
      () => server.requests.filter((r) => r.includes("/stream")).length === 2,
      "a second stream",
    );
    assert.equal(client.booleanValue("f", alice, false), true);
  });

  it("asks once with a wrong key, says so, and serves fallbacks", async () => {
    server.refuseWith = 401;
    const client = open();
    assert.equal(await client.ready(5_000), false);
    assert.equal(client.status().state, "ERROR");
    assert.match(client.status().reason, /refuses the SDK key/);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(server.requests.length, 1);
    assert.equal(client.booleanValue("f", alice, true), true);
  });

  it("starts from the file while the server is away", async () => {
    const cacheDirectory = fs.mkdtempSync(path.join(os.tmpdir(), "firstlight-"));
    const { url } = server;
    const first = open({ cacheDirectory });
    await first.ready(5_000);
    await first.close();
    await server.close();
    const second = open({ url, cacheDirectory });
    assert.equal(await second.ready(1_000), true);
    assert.equal(second.booleanValue("f", alice, false), true);
    assert.equal(second.status().state, "STALE");
    server = await new WireServer().start();
  });

  it("reports its receipt, each exposure once, what happened how often and what was measured", async () => {
    const release = {
      id: "r1",
      stage: 0,
      treatment: "on",
      control: "off",
      regions: ["nz"],
      metrics: ["error", "latency"],
    };
    const ranges = [
      { to: 50_000, variant: "on" },
      { to: 100_000, variant: "off" },
    ];
    const split = {
      by: "targetingKey",
      regions: [{ in: ["nz"], ranges }],
      ranges: [{ to: 100_000, variant: "off" }],
    };
    server.ruleset.flags = { f: flag(true, { default: { split }, release }) };
    const client = open();
    await client.ready(5_000);
    for (let i = 0; i < 3; i++) {
      client.booleanValue("f", alice, false);
      client.track("error", alice);
      client.track("latency", alice, 10 * i);
      client.track("latency", alice, Number.POSITIVE_INFINITY);
      client.booleanValue("f", { targetingKey: "bob", region: "au" }, false);
      client.track("error", { targetingKey: "bob", region: "au" });
    }
    await client.close();
    const all = (name: string) =>
      server.batches.flatMap((batch) => (batch[name] ?? []) as { units: string[] }[]);
    assert.equal(all("exposures").flatMap((e) => e.units).length, 1);
    const [unit] = all("exposures").flatMap((e) => e.units);
    assert.deepEqual(all("outcomes"), [
      { release: "r1", metric: "error", units: [unit], counts: [3] },
      { release: "r1", metric: "latency", units: [unit], values: [10], counts: [3] },
    ]);
    assert.deepEqual(
      { ...(server.batches[0]?.applied as object), at: "" },
      { epoch: 1, revision: 1, at: "" },
    );
    assert.equal(new Set(server.batches.map((batch) => batch.seq)).size, server.batches.length);
    const counted = all("evaluations") as unknown as { count: number }[];
    assert.equal(
      counted.reduce((sum, { count }) => sum + count, 0),
      6,
    );
  });

  it("finds out values for a page: of flags that browsers may see, and of no other", async () => {
    const broken = { ...flag(true), clientVisible: true, default: { variant: "none" } };
    server.ruleset.flags = {
      f: flag(true, { clientVisible: true }),
      hidden: flag(true),
      broken,
      __proto__: flag(true, { clientVisible: true }),
    };
    const client = open();
    assert.equal(client.valuesFor(alice), null);
    await client.ready(5_000);
    const values = client.valuesFor(alice);
    assert.deepEqual(Object.keys(values?.flags ?? {}).sort(), ["broken", "f"]);
    assert.deepEqual(values?.flags.f, { value: true, variant: "on", reason: "STATIC" });
    assert.equal(values?.flags.broken?.errorCode, "PARSE_ERROR");
    assert.equal(values?.revision, 1);
  });

  it("lets the process end", async () => {
    const client = open();
    await client.ready(5_000);
    const before = Date.now();
    await client.close();
    assert.ok(Date.now() - before < 2_500);
  });
});
