import assert from "node:assert/strict";
import { it } from "node:test";
import { ALL_EXTRAS } from "../../src/core/all-extras.js";
import { PERCENT } from "../../src/core/hash.js";
import { SDK_LIMITS } from "../../src/core/limits.js";
import { Shared } from "../../src/core/shared.js";
import { readRuleset } from "../../src/wire/ruleset-json.js";
import { foreignVectors, ownVectors } from "../vectors.js";

const POSITION = { schema: 1, project: "p", environment: "e", epoch: 1, revision: 1 };
const EMPTY = readRuleset(POSITION, "strict", []) ?? assert.fail();

interface Case {
  hash: string;
  seed?: number;
  of?: number;
  salt: string;
  unit: string;
  bucket: number;
}

function bucket(name: string, seed: number, of: number, salt: string, unit: string): number {
  const bucketer = new Shared(EMPTY, ALL_EXTRAS, SDK_LIMITS).bucketer({ name, seed, of }, salt);
  return bucketer?.(unit) ?? -1;
}

it("places units by each hash where the Java SDK places them", () => {
  const cases = ownVectors<Case[]>("hashes.json");
  assert.ok(cases.length > 0);
  for (const each of cases) {
    const { hash, seed = 0, of = PERCENT, salt, unit } = each;
    assert.equal(bucket(hash, seed, of, salt, unit), each.bucket, JSON.stringify(each));
  }
});

const restated = foreignVectors("bucketing/vectors.json");
it("places units where other systems do", {
  skip: restated === null && "no foreign vectors",
}, () => {
  const { unleash, growthbook, launchdarkly } = JSON.parse(restated ?? "");
  for (const { id, group, strategy, variant } of unleash.vectors) {
    assert.equal(bucket("unleash", 0, 100, group, id) / 1_000 + 1, strategy);
    assert.equal(bucket("unleash", 86_028_157, 100, group, id) / 1_000 + 1, variant);
  }
  for (const [seed, value, version, expected] of growthbook.vectors) {
    if (expected !== null) {
      assert.equal(bucket(`growthbook-${version}`, 0, 100, seed, value) / 100_000, expected);
    }
  }
  for (const [flag, salt, seed, unit, expected] of launchdarkly.vectors) {
    const found = bucket(
      "launchdarkly",
      0,
      100,
      seed === null ? `${flag}.${salt}` : `${seed}`,
      unit,
    );
    assert.ok(Math.abs(found / 100_000 - expected) < 1e-5);
  }
});
