import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Context } from "../../src/core/context.js";
import { KeyedHash } from "../../src/core/keyed-hash.js";
import { sha256 } from "../../src/platform/file-storage.js";
import { nodePlatform } from "../../src/platform/node-platform.js";
import { ContextSample } from "../../src/telemetry/context-sample.js";
import { Disclosure } from "../../src/telemetry/disclosure.js";
import { writeSampled } from "../../src/wire/sampled-json.js";
import { readSampling } from "../../src/wire/sampling-json.js";
import type { SamplingRules } from "../../src/wire/sampling-rules.js";
import { ownVectors } from "../vectors.js";

const KEY = "0123456789abcdef0123456789abcdef";
const ALL: SamplingRules = { version: 3, key: KEY, clear: [], below: new Map() };

function sampling(hidden: readonly string[] = []): ContextSample {
  return new ContextSample(hidden, nodePlatform(null, ""));
}

interface Case {
  note: string;
  key: string;
  clear: string[];
  private: string[];
  context: Record<string, unknown>;
  sampled: unknown;
}

describe("a sampled context", () => {
  for (const each of ownVectors<Case[]>("disclosure.json")) {
    it(each.note, () => {
      const hash = new KeyedHash(each.key, sha256);
      const told = new Disclosure(hash, each.clear, each.private).of(Context.of(each.context));
      assert.deepEqual(JSON.parse(JSON.stringify(writeSampled(told))), each.sampled);
    });
  }
});

describe("a sample of contexts", () => {
  it("keeps the units of the lowest rank, once each, and then the next", () => {
    const sample = sampling();
    sample.follow(ALL);
    const units = Array.from({ length: 10_000 }, (_, i) => `user-${i}`);
    for (let round = 0; round < 3; round++) {
      for (const unit of units) sample.seen(Context.of(unit));
    }
    const hash = new KeyedHash(KEY, sha256);
    const lowest = units.map((unit) => hash.rank(unit)).sort((one, other) => one - other);
    const ranks = () => sample.drain().map(({ rank }) => rank);
    assert.deepEqual(ranks(), lowest.slice(0, 100));
    for (const unit of units) sample.seen(Context.of(unit));
    assert.deepEqual(ranks(), lowest.slice(100, 200));
    assert.deepEqual(ranks(), []);
  });

  it("sends no unit that has no chance", () => {
    const sample = sampling();
    sample.follow({
      ...ALL,
      below: new Map([
        ["nz", 2 ** 31],
        ["", 0],
      ]),
    });
    for (let i = 0; i < 60; i++) {
      sample.seen(Context.of({ targetingKey: `user-${i}`, region: "nz" }));
      sample.seen(Context.of(`nowhere-${i}`));
      sample.seen(Context.of({ targetingKey: `eu-${i}`, region: "eu" }));
    }
    const regions = sample.drain();
    const inNz = regions.filter(({ region }) => region === "nz");
    assert.ok(inNz.length >= 10 && inNz.length <= 50, `${inNz.length}`);
    assert.ok(inNz.every(({ rank }) => rank < 2 ** 31));
    assert.ok(regions.filter(({ region }) => region === "eu").length > 30);
    assert.equal(regions.filter(({ region }) => region === null).length, 0);
  });

  it("looks at nothing before it is wanted, nor after", () => {
    const sample = sampling();
    sample.seen(Context.of("alice"));
    assert.deepEqual(sample.drain(), []);
    assert.equal(sample.version, 0);
    sample.follow(ALL);
    sample.seen(Context.of("alice"));
    assert.equal(sample.version, 3);
    sample.follow(null);
    assert.deepEqual(sample.drain(), []);
    sample.follow(ALL);
    sample.seen(Context.of("alice"));
    assert.equal(sample.drain().length, 1);
  });

  it("takes nobody where the targeting key is private", () => {
    const sample = sampling(["targetingKey"]);
    sample.follow(ALL);
    sample.seen(Context.of("alice"));
    assert.deepEqual(sample.drain(), []);
  });

  it("tells of an attribute as it was when it asked", () => {
    const sample = sampling();
    sample.follow({ ...ALL, clear: ["plan"] });
    const attributes = { targetingKey: "alice", plan: "pro" };
    sample.seen(Context.reading(attributes, Context.of({ region: "nz" })));
    attributes.plan = "free";
    const [alice] = sample.drain();
    assert.equal(alice?.clear.get("plan"), "pro");
    assert.equal(alice?.region, "nz");
  });
});

describe("the rules of a sample", () => {
  it("are read from what the server answers", () => {
    const answer = { version: 3, key: KEY, clear: ["plan"], below: { nz: 7 }, later: 1 };
    const rules = readSampling(JSON.stringify({ sampling: answer }));
    assert.deepEqual(rules, { version: 3, key: KEY, clear: ["plan"], below: new Map([["nz", 7]]) });
  });

  for (const answer of [
    "",
    "{}",
    "[]",
    "nonsense",
    '{"sampling":null}',
    '{"sampling":{"version":1}}',
    '{"sampling":{"version":1,"key":"short"}}',
    '{"sampling":{"version":1,"key":"0123456789abcdef","below":{"nz":-1}}}',
  ]) {
    it(`are not there in ${answer || "nothing"}`, () => assert.equal(readSampling(answer), null));
  }
});
