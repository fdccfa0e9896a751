import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { unitHash } from "../../src/core/unit-hash.js";
import { createClient, type FlagClient } from "../../src/node.js";
import { Operator } from "../operator.js";
import { flag, until, WireServer } from "./wire-server.js";

type Json = Record<string, unknown>;

const FAST = {
  firstBackoff: 20,
  mostBackoff: 50,
  release: 30,
  receipt: 10,
  idle: 200,
  killCheck: 20,
};
const alice = { targetingKey: "alice" };
const operator = new Operator();

describe("a kill list over what the server says", () => {
  let server: WireServer;
  let clients: FlagClient[];
  let directory: string;
  let source: string;

  beforeEach(async () => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), "firstlight-"));
    source = path.join(directory, "kills.jws");
    server = await new WireServer().start();
    server.ruleset.flags = { f: flag(true), g: flag(true) };
    clients = [];
  });

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await server.close();
    fs.rmSync(directory, { recursive: true });
  });

  async function open(): Promise<FlagClient> {
    const killList = { source, publicKey: operator.pem };
    const options = { url: server.url, sdkKey: "fls_k", region: "nz", timing: FAST, killList };
    const client = createClient(options);
    clients.push(client);
    await client.ready(5_000);
    return client;
  }

  const kill = (serial: number, kills: Json, more: Json = {}) =>
    fs.writeFileSync(source, operator.list(serial, kills, more));
  const taken = (client: FlagClient, serial: number) =>
    until(() => client.killList()?.serial === serial, `list ${serial}`);
  const value = (client: FlagClient, key = "f") => client.booleanValue(key, alice, true);

  it("wins from the first evaluation on", async () => {
    kill(1, { f: "off", h: null });
    const client = await open();
    const { variant, reason, value: served } = client.booleanEvaluation("f", alice, true);
    assert.deepEqual([variant, reason, served], ["off", "DISABLED", false]);
    assert.equal(value(client, "g"), true);
    const status = { serial: 1, kills: { f: "off", h: null }, problem: null };
    assert.deepEqual(client.killList(), status);
  });

  it("acts at once on what is served already, until a newer one lifts it", async () => {
    const client = await open();
    assert.equal(value(client), true);
    kill(1, { f: null });
    await until(() => !value(client), "the kill");
    kill(2, { g: "off" });
    await until(() => value(client), "its end");
    assert.equal(value(client, "g"), false);
    kill(3, {});
    await until(() => value(client, "g"), "the end of the other");
    assert.deepEqual(client.killList(), { serial: 3, kills: {}, problem: null });
  });

  it("acts on the rulesets that come, and changes still fit what the server sent", async () => {
    kill(1, { f: "off" });
    const client = await open();
    await until(() => server.open === 1, "a stream");
    const targets = [{ variant: "on", keys: ["alice"] }];
    server.change("f", flag(true, { targets }));
    server.change("g", flag(false));
    await until(() => !value(client, "g"), "the changes");
    assert.equal(value(client), false);
    assert.equal(client.booleanEvaluation("f", alice, true).metadata.revision, 3);
    kill(2, {});
    await until(() => value(client), "its end");
    assert.equal(client.booleanEvaluation("f", alice, false).reason, "TARGETING_MATCH");
    await client.close();
    assert.ok(!server.requests.includes("GET /sdk/v1/ruleset"));
    assert.ok(server.batches.every(({ digestMismatches }) => digestMismatches === 0));
  });

  it("serves any variant that the flag has; what it names wrongly is alone without effect", async () => {
    const variants = { a: "A", b: "B", c: "C" };
    server.ruleset.flags = {
      f: flag(true),
      g: flag(true),
      text: { ...flag(true), type: "string", variants, offVariant: "a", default: { variant: "b" } },
    };
    kill(1, { f: "maybe", nope: "off", text: "c", g: null });
    const client = await open();
    assert.equal(client.stringValue("text", alice, ""), "C");
    assert.equal(value(client), true);
    assert.equal(value(client, "g"), false);
    assert.equal(client.booleanEvaluation("nope", alice, true).errorCode, "FLAG_NOT_FOUND");
    assert.equal(client.killList()?.problem, null);
  });

  it("is for one environment of one project", async () => {
    const client = await open();
    kill(1, { f: "off" }, { environment: "staging" });
    await taken(client, 1);
    assert.equal(value(client), true);
    kill(2, { f: "off" }, { project: "q" });
    await taken(client, 2);
    assert.equal(value(client), true);
    kill(3, { f: "off" });
    await taken(client, 3);
    assert.equal(value(client), false);
  });

  it("leaves large segments as they are", async () => {
    const rules = [{ id: "r", when: { segment: "vip" }, serve: { variant: "on" } }];
    server.ruleset.flags = { f: flag(true), vip: flag(false, { rules }) };
    server.ruleset.segments = { vip: { large: { version: 1, count: 1 } } };
    server.segments.set("vip?version=1", Buffer.from(unitHash("vip", "alice"), "hex"));
    const client = await open();
    kill(1, { f: "off" });
    await taken(client, 1);
    assert.equal(client.booleanValue("vip", alice, false), true);
    assert.equal(client.booleanValue("vip", { targetingKey: "bob" }, true), false);
    assert.equal(server.requests.filter((request) => request.includes("/segments/")).length, 1);
  });

  it("tells the listeners of a flag that its kill came or went", async () => {
    const client = await open();
    const heard: unknown[] = [];
    for (const key of ["f", "g"]) {
      client.onChange(key, () => heard.push([key, value(client, key)]));
    }
    kill(1, { f: "off" });
    await taken(client, 1);
    assert.deepEqual(heard.splice(0), [["f", false]]);
    kill(2, { f: null, h: null });
    await taken(client, 2);
    assert.deepEqual(heard, [], "what is served is the same");
    kill(3, { f: "on" });
    await taken(client, 3);
    assert.deepEqual(heard.splice(0), [["f", true]]);
    kill(4, { g: "off" });
    await taken(client, 4);
    assert.deepEqual(heard, [
      ["f", true],
      ["g", false],
    ]);
  });

  it("ends exposures and outcomes for as long as it is in force", async () => {
    const release = { id: "r", stage: 0, treatment: "on", control: "off", regions: ["nz"] };
    const ranges = [{ to: 100_000, variant: "on" }];
    server.ruleset.flags = {
      f: flag(true, {
        default: { split: { by: "targetingKey", ranges } },
        release: { ...release, metrics: ["error"] },
      }),
    };
    const client = await open();
    const units = (name: string) =>
      server.batches
        .flatMap((batch) => (batch[name] ?? []) as { units: string[] }[])
        .reduce((sum, each) => sum + each.units.length, 0);
    const ask = (targetingKey: string) => {
      client.booleanValue("f", { targetingKey }, false);
      client.track("error", { targetingKey });
    };
    ask("alice");
    kill(1, { f: "off" });
    await taken(client, 1);
    ask("bob");
    await until(() => units("exposures") > 0, "an exposure");
    kill(2, {});
    await taken(client, 2);
    ask("carol");
    await client.close();
    assert.deepEqual([units("exposures"), units("outcomes")], [2, 2]);
  });

  it("is no news of a revision, and counts go on", async () => {
    const client = await open();
    await until(() => server.batches.length > 0, "the receipt");
    const last = () => (server.batches.at(-1) as Json).applied as Json;
    const first = last();
    value(client);
    kill(1, { f: "off" });
    await taken(client, 1);
    value(client);
    value(client);
    const counted = (reason: string) =>
      server.batches
        .flatMap((batch) => (batch.evaluations ?? []) as Json[])
        .filter((each) => each.reason === reason && each.flag === "f")
        .reduce((sum, each) => sum + (each.count as number), 0);
    await until(() => counted("DISABLED") > 0, "counts");
    assert.deepEqual([counted("STATIC"), counted("DISABLED")], [1, 2]);
    for (const { applied } of server.batches) {
      assert.deepEqual(applied, first);
    }
    server.change("g", flag(false));
    await until(() => last().revision === 2, "a new receipt");
    assert.notEqual(last().at, first.at);
  });
});
