import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { createClient, type FlagClient } from "../../src/node.js";
import { flag, until, WireServer } from "./wire-server.js";

const TIMING = {
  firstBackoff: 20,
  mostBackoff: 50,
  silence: 400,
  release: 30,
  receipt: 10,
  idle: 30_000,
};
const ALICE = { targetingKey: "alice" };

const HEAD = '"schema":1,"project":"p","environment":"e"';
const HOSTILE: Record<string, string> = {
  nothing: "",
  null: "null",
  "a boolean": "true",
  "a number": "7",
  "a list": "[]",
  "an empty object": "{}",
  "half an object": "{",
  "a string": '"ruleset"',
  "a deep object": `{"flags":${'{"not":'.repeat(10_000)}{}${"}".repeat(10_000)}}`,
  "a newer schema": `{"schema":2,"project":"p","environment":"e","epoch":1,"revision":5,"flags":{}}`,
  "flags in a list": `{${HEAD},"epoch":1,"revision":5,"flags":[]}`,
  "segments as text": `{${HEAD},"epoch":1,"revision":5,"segments":"x"}`,
  "a revision as text": `{${HEAD},"epoch":1,"revision":"5","flags":{}}`,
  "an epoch of zero": `{${HEAD},"epoch":0,"revision":5,"flags":{}}`,
  "an infinite revision": `{"schema":1,"project":{},"environment":[],"epoch":1,"revision":1e999,"flags":{}}`,
};

describe("a client whose server sends what does harm", () => {
  let server: WireServer;
  let client: FlagClient;

  beforeEach(async () => {
    server = await new WireServer().start();
    server.ruleset.flags = { f: flag(true) };
    client = createClient({ url: server.url, sdkKey: "fls_k", timing: TIMING });
    assert.ok(await client.ready(5_000));
  });

  afterEach(async () => {
    await client.close();
    await server.close();
  });

  const value = (key = "f") => client.booleanEvaluation(key, ALICE, false);
  const streams = () => server.requests.filter((each) => each.includes("/stream")).length;

  for (const [name, data] of Object.entries(HOSTILE)) {
    it(`keeps the last good ruleset: ${name}`, async () => {
      await until(() => server.open === 1, "a stream");
      const before = streams();
      for (const type of ["ruleset", "change"]) {
        server.send(`event: ${type}\ndata: ${data}\n\n`);
      }
      server.send('event: goodbye\ndata: {"reconnectWithinMs": 1}\n\n');
      await until(() => streams() > before, "another stream");
      assert.equal(value().value, true);
      assert.equal(value().metadata.revision, 1);
      server.ruleset = { ...server.ruleset, revision: 8 };
      server.cut();
      await until(() => value().metadata.revision === 8, "revision 8");
    });
  }

  it("takes what is good in a hostile ruleset", async () => {
    const count = 2_000;
    const circle = Array.from({ length: count }, (_, i) => [
      `f${i}`,
      flag(true, { prerequisites: [{ flag: `f${(i + 1) % count}`, variants: ["on"] }] }),
    ]);
    const flags = {
      f: flag(true),
      ...Object.fromEntries(circle),
      text: "x",
      unknown: flag(true, { type: "date" }),
    };
    server.ruleset = { ...server.ruleset, revision: 2, flags };
    server.cut();
    await until(() => value().metadata.revision === 2, "revision 2");
    assert.equal(value().value, true);
    assert.equal(value("f7").errorCode, "GENERAL");
    assert.equal(value("text").errorCode, "PARSE_ERROR");
    assert.equal(value("unknown").value, false);
  });
});
