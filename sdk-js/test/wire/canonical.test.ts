import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { canonicalText, digest } from "../../src/wire/canonical.js";
import { applyChange } from "../../src/wire/change-json.js";
import type { JsonObject } from "../../src/wire/json.js";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("canonicalText", () => {
  it("sorts by UTF-16 units, whole numbers for names too", () => {
    const node = JSON.parse('{"9":1,"10":2,"€":3,"\\r":4,"😀":5,"\ufb33":6,"__proto__":7}');
    assert.equal(
      canonicalText(node),
      '{"\\r":4,"10":2,"9":1,"__proto__":7,"€":3,"😀":5,"\ufb33":6}',
    );
  });

  it("writes numbers and strings as ECMAScript does", () => {
    const node = JSON.parse(
      '[1.0,-0.0,1e21,1E-7,333333333.33333329,"\\ud800\\u000b/\\u007f",null]',
    );
    assert.equal(
      canonicalText(node),
      '[1,0,1e+21,1e-7,333333333.3333333,"\\ud800\\u000b/\u007f",null]',
    );
  });
});

describe("applyChange", () => {
  const before = {
    epoch: 1,
    revision: 4,
    project: "p",
    flags: { a: { x: 1 }, b: {} },
    segments: {},
  };
  const after = { flags: { a: { x: 2 }, "10": {}, "9": {} }, regionGroups: { g: ["nz"] } };

  function change(over: JsonObject): JsonObject {
    const flags = { a: { x: 2 }, b: null, "9": {}, "10": {} };
    const regionGroups = { g: ["nz"] };
    return {
      epoch: 1,
      from: 4,
      to: 6,
      flags,
      regionGroups,
      digest: digest(after, sha256),
      ...over,
    };
  }

  it("applies a change and leaves the ruleset as it was", () => {
    const kept = structuredClone(before);
    const { outcome, ruleset } = applyChange(before, change({}), sha256);
    assert.equal(outcome, "applied");
    assert.equal(ruleset?.revision, 6);
    assert.equal(ruleset?.project, "p");
    assert.equal(canonicalText(ruleset?.flags), '{"10":{},"9":{},"a":{"x":2}}');
    assert.deepEqual(before, kept);
  });

  for (const [name, over, outcome] of [
    ["another epoch", { epoch: 2 }, "outOfOrder"],
    ["another revision", { from: 3 }, "outOfOrder"],
    ["the same revision", { to: 4 }, "outOfOrder"],
    ["another digest", { digest: "00" }, "digestMismatch"],
    ["something else in it", { flags: {} }, "digestMismatch"],
    ["no digest", { digest: null }, "malformed"],
    ["a list for flags", { flags: [] }, "malformed"],
  ] as const) {
    it(`refuses a change with ${name}`, () => {
      assert.deepEqual(applyChange(before, change(over), sha256), { outcome, ruleset: null });
    });
  }

  it("keeps a flag named like a prototype", () => {
    const flags = JSON.parse('{"__proto__": {"x": 1}}');
    const only = { flags: JSON.parse('{"__proto__": {"x": 1}}') };
    const empty = { epoch: 1, revision: 1, flags: {} };
    const { outcome } = applyChange(
      empty,
      { epoch: 1, from: 1, to: 2, flags, digest: digest(only, sha256) },
      sha256,
    );
    assert.equal(outcome, "applied");
  });
});
