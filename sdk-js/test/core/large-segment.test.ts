import assert from "node:assert/strict";
import { it } from "node:test";
import { LargeSegment } from "../../src/core/large-segment.js";
import { MAX_COUNT } from "../../src/core/segment-spec.js";
import { unitHash } from "../../src/core/unit-hash.js";
import { ownVectors } from "../vectors.js";

function hashes(segment: string, count: number): Uint8Array {
  const sorted = Array.from({ length: count }, (_, i) => unitHash(segment, `user-${i}`)).sort();
  return Buffer.from(sorted.join(""), "hex");
}

it("hashes keys as the Java SDK hashes them", () => {
  const [group] =
    ownVectors<{ hashes: { segment: string; key: string; hash: string }[] }[]>(
      "large-segments.json",
    );
  assert.ok(group !== undefined && group.hashes.length > 0);
  for (const { segment, key, hash } of group.hashes) {
    assert.equal(unitHash(segment, key), hash, key);
  }
});

it("holds many keys and no other", () => {
  const segment = new LargeSegment("everyone", 1, hashes("everyone", 100_000));
  assert.equal(segment.count, 100_000);
  for (let i = 0; i < 100_000; i += 7) {
    assert.ok(segment.contains(`user-${i}`));
    assert.ok(!segment.contains(`nobody-${i}`));
  }
});

it("finds the first, the last and those on both sides of the sign", () => {
  for (const count of [0, 1, 2, 3, 1_000]) {
    const segment = new LargeSegment("s", 1, hashes("s", count));
    let found = 0;
    for (let i = 0; i < 1_000; i++) {
      found += segment.contains(`user-${i}`) ? 1 : 0;
    }
    assert.equal(found, count);
  }
});

it("compares hashes whose high halves are the same by their low halves", () => {
  const hash = unitHash("s", "alice");
  const low = Number.parseInt(hash.slice(8), 16);
  const around = [low - 1, low, low + 1].map(
    (each) => hash.slice(0, 8) + each.toString(16).padStart(8, "0"),
  );
  const all = new LargeSegment("s", 1, Buffer.from(around.join(""), "hex"));
  assert.ok(all.contains("alice"));
  const others = new LargeSegment("s", 1, Buffer.from(`${around[0]}${around[2]}`, "hex"));
  assert.ok(!others.contains("alice"));
});

it("refuses what is no sorted list of hashes", () => {
  const good = Buffer.from(hashes("s", 10));
  const [first, second] = [good.subarray(0, 8), good.subarray(8, 16)];
  const bad = [
    Buffer.concat([second, first]),
    Buffer.concat([first, first]),
    good.subarray(0, 12),
    new Uint8Array(8 * (MAX_COUNT + 1)),
  ];
  for (const each of bad) {
    assert.throws(() => new LargeSegment("s", 1, each), RangeError);
  }
});
