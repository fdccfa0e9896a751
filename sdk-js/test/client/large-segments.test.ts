import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { unitHash } from "../../src/core/unit-hash.js";
import { createClient, type FlagClient } from "../../src/node.js";
import { flag, until, WireServer } from "./wire-server.js";

const FAST = { firstBackoff: 20, mostBackoff: 50, silence: 400, idle: 30_000 };
const NAMES = ["alice", "bob", "carol", "dave", "erin"];
const RULES = [{ id: "r", when: { segment: "vip" }, serve: { variant: "on" } }];

const hashes = (...keys: string[]) =>
  Buffer.from(
    keys
      .map((key) => unitHash("vip", key))
      .sort()
      .join(""),
    "hex",
  );
const large = (version: number, count: number) => ({ large: { version, count } });

describe("a client of rulesets whose segments' keys travel apart", () => {
  let server: WireServer;
  let clients: FlagClient[];
  let cacheDirectory: string;

  beforeEach(async () => {
    cacheDirectory = fs.mkdtempSync(path.join(os.tmpdir(), "firstlight-"));
    server = await new WireServer().start();
    server.ruleset.flags = { vip: flag(false, { rules: RULES }), other: flag(true) };
    server.ruleset.segments = { vip: large(1, 3) };
    server.segments.set("vip?version=1", hashes("alice", "bob", "carol"));
    clients = [];
  });

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await server.close();
    fs.rmSync(cacheDirectory, { recursive: true });
  });

  function open(url = server.url): FlagClient {
    const client = createClient({ url, sdkKey: "fls_k", timing: FAST, cacheDirectory });
    clients.push(client);
    return client;
  }

  const members = (client: FlagClient) =>
    NAMES.filter((targetingKey) => client.booleanValue("vip", { targetingKey }, false)).join();
  const fetched = () => server.requests.filter((request) => request.includes("/segments/"));
  const kept = () => fs.readdirSync(cacheDirectory).filter((name) => name.endsWith(".segment"));

  it("fetches a version once", async () => {
    const client = open();
    assert.equal(await client.ready(5_000), true);
    assert.equal(members(client), "alice,bob,carol");
    server.change("other", flag(false));
    await until(() => !client.booleanValue("other", {}, true), "the change");
    assert.equal(members(client), "alice,bob,carol");
    server.segments.set("vip?version=2", hashes("dave"));
    server.changeSegment("vip", large(2, 1));
    await until(() => members(client) === "dave", "version 2");
    assert.equal(fetched().length, 2);
  });

  it("keeps the last good ruleset while keys cannot be had", async () => {
    const client = open();
    await client.ready(5_000);
    server.segmentStatus = 503;
    server.segments.set("vip?version=2", hashes("dave"));
    server.changeSegment("vip", large(2, 1));
    await until(() => client.status().state === "STALE", "stale");
    await until(() => fetched().length > 3, "more attempts");
    assert.match(client.status().reason, /version 2 of the segment 'vip' cannot be had.*503/);
    assert.equal(members(client), "alice,bob,carol");
    server.segmentStatus = 200;
    await until(() => members(client) === "dave", "version 2");
    await until(() => client.status().state === "READY", "ready");
  });

  it("takes nothing that is not what the ruleset names", async () => {
    const client = open();
    await client.ready(5_000);
    const two = hashes("dave", "erin");
    const unsorted = Buffer.concat([two.subarray(8), two.subarray(0, 8)]);
    server.segments.set("vip?version=2", unsorted);
    server.changeSegment("vip", large(2, 2));
    for (const bad of [unsorted, hashes("dave"), two.subarray(0, 15), Buffer.alloc(9_000_000)]) {
      server.segments.set("vip?version=2", bad);
      const before = fetched().length;
      await until(() => fetched().length > before + 3, "three attempts");
      assert.equal(members(client), "alice,bob,carol");
    }
    server.segments.set("vip?version=2", two);
    await until(() => members(client) === "dave,erin", "version 2");
  });

  it("starts without a server from its files", async () => {
    const { url } = server;
    const first = open();
    await first.ready(5_000);
    server.segments.set("vip?version=2", hashes("dave"));
    server.changeSegment("vip", large(2, 1));
    await until(() => members(first) === "dave", "version 2");
    await first.close();
    assert.equal(kept().length, 1);
    assert.ok(kept()[0]?.endsWith("-1-vip-2.segment"));
    await server.close();
    const second = open(url);
    assert.equal(await second.ready(1_000), true);
    assert.equal(members(second), "dave");
    assert.equal(second.status().state, "STALE");
    server = await new WireServer().start();
  });

  it("fetches what its files lack", async () => {
    const first = open();
    await first.ready(5_000);
    await first.close();
    const file = path.join(cacheDirectory, kept()[0] ?? "");
    fs.truncateSync(file, 70);
    server.segmentStatus = 503;
    const second = open();
    assert.equal(await second.ready(1_000), true);
    assert.equal(second.booleanValue("other", {}, false), true);
    const evaluation = second.booleanEvaluation("vip", { targetingKey: "alice" }, false);
    assert.equal(evaluation.errorCode, "PARSE_ERROR");
    assert.match(evaluation.errorMessage ?? "", /keys of the segment 'vip' in version 1/);
    server.segmentStatus = 200;
    await until(() => members(second) === "alice,bob,carol", "the keys");
    await until(() => second.status().state === "READY", "ready");
    await second.close();
    assert.equal(fs.statSync(file).size, 65 + 3 * 8);
  });
});
