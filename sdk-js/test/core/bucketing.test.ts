import assert from "node:assert/strict";
import { it } from "node:test";
import { bucket } from "../../src/core/bucketing.js";
import { Murmur3 } from "../../src/core/murmur3.js";
import { unitHash } from "../../src/core/unit-hash.js";
import { foreignVectors, ownVectors } from "../vectors.js";

it("places units in the buckets that the Java SDK places them in", () => {
  const cases = ownVectors<{ salt: string; unit: string; bucket: number }[]>("buckets.json");
  assert.ok(cases.length > 0);
  for (const each of cases) {
    assert.equal(bucket(each.salt, each.unit), each.bucket, `${each.salt}:${each.unit}`);
  }
});

it("names units in telemetry as the Java SDK names them", () => {
  const cases = ownVectors<{ release: string; unit: string; hash: string }[]>("unit-hash.json");
  assert.ok(cases.length > 0);
  for (const each of cases) {
    assert.equal(unitHash(each.release, each.unit), each.hash, each.unit);
  }
});

const sample = foreignVectors("murmur3/murmur3-sample-v4.csv");
it("hashes as others do", { skip: sample === null && "no foreign vectors" }, () => {
  for (const line of (sample ?? "").trim().split("\n")) {
    const [seed, key = "", hash] = line.split(",");
    assert.equal(Murmur3.hash(key, Number(seed)), Number(hash), key);
  }
});

const restated = foreignVectors("bucketing/vectors.json");
it("hashes to the edges of its range", { skip: restated === null && "no foreign vectors" }, () => {
  const { edge } = JSON.parse(restated ?? "").murmur3_x86_32;
  for (const { input, seed, hash } of edge) {
    assert.equal(Murmur3.hash(input, seed), hash, input);
  }
});

it("hashes a prefix once and continues it with texts of any length", () => {
  const texts = ["", "a", "ab", "abc", "abcd", "Zoë", "日本", "😀", "x".repeat(5_000)];
  for (const prefix of texts) {
    const state = Murmur3.after(prefix, 7);
    for (const text of texts) {
      assert.equal(state.hash(text), Murmur3.hash(prefix + text, 7));
    }
  }
});

it("hashes a surrogate that stands alone as U+FFFD", () => {
  assert.equal(Murmur3.hash("a\ud800b", 0), Murmur3.hash("a\ufffdb", 0));
});
