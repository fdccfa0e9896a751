import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { EdgeClient } from "../../src/edge.js";
import { builtWithout } from "../built-without.js";
import { flag, WireServer } from "../client/wire-server.js";

const alice = { targetingKey: "alice", a: "x" };
const off = { variant: "off" };
const rule = (when: object) => [{ id: "r", when, serve: { variant: "on" } }];
const by = (when: object, more: object = {}) =>
  flag(true, { default: off, rules: rule(when), ...more });
const odd = { attribute: "a", op: "resembles", value: "x" };

const FLAGS = {
  plain: by({ attribute: "a", op: "in", values: ["x"] }),
  odd: by(odd),
  oddAndOff: by(odd, { enabled: false }),
  unreadable: { ...flag(true), salt: 1 },
  pattern: by({ attribute: "a", op: "matches", value: "x" }),
  segment: by({ segment: "s" }),
  dependent: flag(true, { prerequisites: [{ flag: "plain", variants: ["on"] }] }),
  hashed: flag(true, {
    default: { split: { hash: "launchdarkly", ranges: [{ to: 100_000, variant: "on" }] } },
  }),
  folded: by({ attribute: "a", op: "in", values: ["X"], ignoreCase: true }),
};

describe("where code that is loaded later cannot be had", () => {
  let server: WireServer;
  let directory: string;
  let client: EdgeClient;
  let repair: () => void;

  beforeEach(async () => {
    server = await new WireServer().start();
    server.ruleset = {
      ...server.ruleset,
      segments: { s: { included: ["alice"] } },
      flags: FLAGS,
    };
    directory = fs.mkdtempSync(path.join(os.tmpdir(), "firstlight-"));
    const built = await builtWithout<typeof import("../../src/edge.js")>("src/edge.ts", directory);
    repair = built.repair;
    client = built.entry.createClient({ url: server.url, sdkKey: "fls_k", maxAge: 0 });
  });

  afterEach(async () => {
    await server.close();
    fs.rmSync(directory, { recursive: true });
  });

  const answer = (key: string) => {
    const { variant, errorCode } = client.booleanEvaluation(key, alice, false);
    return variant ?? errorCode;
  };

  it("only the flags that need it are broken, and they say so", async () => {
    assert.equal(await client.refresh(), true);
    assert.deepEqual(Object.fromEntries(Object.keys(FLAGS).map((key) => [key, answer(key)])), {
      plain: "on",
      odd: "PARSE_ERROR",
      oddAndOff: "off",
      unreadable: "PARSE_ERROR",
      pattern: "PARSE_ERROR",
      segment: "PARSE_ERROR",
      dependent: "PARSE_ERROR",
      hashed: "PARSE_ERROR",
      folded: "PARSE_ERROR",
    });
    for (const key of ["odd", "unreadable", "pattern", "segment", "dependent", "hashed"]) {
      const { errorMessage } = client.booleanEvaluation(key, alice, false);
      assert.equal(errorMessage, "This cannot be understood here.");
    }
    await client.flush(); // nor can it be reported
    server.change("plain", flag(false));
    assert.equal(await client.refresh(), true);
    assert.equal(answer("plain"), "off");
  });

  it("the same ruleset is taken again, and as soon as the code is there all of it is understood", async () => {
    assert.equal(await client.refresh(), true);
    assert.equal(answer("segment"), "PARSE_ERROR");
    repair();
    assert.equal(await client.refresh(), true);
    const late = ["pattern", "segment", "dependent", "hashed", "folded"];
    assert.deepEqual(late.map(answer), Array(5).fill("on"));
    assert.match(
      client.booleanEvaluation("odd", alice, false).errorMessage ?? "",
      /^Unknown operator 'resembles'; use one of /,
    );
  });
});
