import assert from "node:assert/strict";
import { it } from "node:test";
import { CAPABILITIES } from "../../src/core/capabilities.js";
import { KeyedHash } from "../../src/core/keyed-hash.js";
import { sha256 } from "../../src/platform/file-storage.js";
import { ownVectors } from "../vectors.js";

interface Case {
  key: string;
  attribute?: string;
  value?: string | number | boolean;
  hash?: string;
  unit?: string;
  rank?: number;
}

it("hashes values and ranks units as the Java SDK does", () => {
  const cases = ownVectors<Case[]>("keyed-hash.json");
  assert.ok(cases.length > 50);
  for (const { key, attribute, value, hash, unit, rank } of cases) {
    const keyed = new KeyedHash(key, sha256);
    if (unit === undefined) {
      assert.equal(
        keyed.of(attribute ?? "", value ?? ""),
        hash,
        JSON.stringify([attribute, value]),
      );
    } else {
      assert.equal(keyed.rank(unit), rank, unit);
    }
  }
});

it("can evaluate what the Java SDK can", () => {
  assert.deepEqual(CAPABILITIES, ownVectors<string[]>("capabilities.json"));
});
