import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compareSemver, parseSemver, type Semver } from "../../src/core/semver.js";
import { foreignVectors } from "../vectors.js";

function parsed(text: string): Semver {
  const version = parseSemver(text);
  assert.ok(version !== null, text);
  return version;
}

function rows(name: string): unknown[][] {
  return JSON.parse(foreignVectors(`semver/${name}`) ?? "[]");
}

const skip = foreignVectors("semver/comparisons.json") === null && "no foreign vectors";

describe("semver", () => {
  it("orders versions as node-semver does", { skip }, () => {
    for (const [greater, less] of rows("comparisons.json")) {
      const [a, b] = [parsed(String(greater)), parsed(String(less))];
      assert.ok(compareSemver(a, b) > 0, `${greater} > ${less}`);
      assert.ok(compareSemver(b, a) < 0, `${less} < ${greater}`);
    }
  });

  it("takes versions that differ in build metadata for equal", { skip }, () => {
    // Rows of three ask for node-semver's own leniency.
    for (const [a, b] of rows("equality.json").filter((row) => row.length < 3)) {
      assert.equal(compareSemver(parsed(String(a)), parsed(String(b))), 0, `${a} = ${b}`);
    }
  });

  it("reads the core and the labels of valid versions", { skip }, () => {
    for (const [text, major, minor, patch, labels] of rows("valid-versions.json")) {
      const version = parsed(String(text));
      assert.deepEqual(version.core, [major, minor, patch]);
      assert.deepEqual(version.preRelease, (labels as unknown[]).map(String));
    }
  });

  it("refuses what is no version", { skip }, () => {
    for (const [text] of rows("invalid-versions.json")) {
      assert.equal(typeof text === "string" ? parseSemver(text) : null, null, String(text));
    }
  });

  it("forgives a leading v, spaces and missing numbers", () => {
    assert.equal(compareSemver(parsed(" v1.2 "), parsed("1.2.0")), 0);
    assert.equal(compareSemver(parsed("3"), parsed("3.0.0+build")), 0);
    assert.equal(parseSemver("1.2.3.4"), null);
    assert.equal(parseSemver("01.2.3"), null);
    assert.equal(parseSemver("\t1.2.3"), null);
  });
});
