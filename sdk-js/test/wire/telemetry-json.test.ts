import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Problem } from "../../src/core/problem.js";
import { writeTelemetry } from "../../src/wire/telemetry-json.js";
import { readTelemetry } from "./telemetry-reading.js";

const BATCH = {
  instance: "i",
  seq: 17,
  sdk: { name: "firstlight-js", version: "0.1.0" },
  region: "nz",
  applied: { epoch: 1, revision: 42, at: "2026-01-01T00:00:00Z" },
  evaluations: [{ flag: "f", variant: null, reason: "ERROR", count: 12 }],
  exposures: [
    { release: "R", stage: 0, region: "nz", arm: "treatment", units: ["0123456789abcdef"] },
  ],
  outcomes: [
    { release: "R", metric: "panel.error", units: ["0123456789abcdef"] },
    { release: "R", metric: "clicks", units: ["0123456789abcdef"], counts: [3] },
    {
      release: "R",
      metric: "latency",
      units: ["0123456789abcdef", "fedcba9876543210"],
      values: [12.5, -1],
      counts: [1, 7],
    },
  ],
  unsupported: [{ flag: "f", detail: "unknown operator 'fuzzy'" }],
  capabilities: ["in", "hash:murmur3"],
  sampling: 3,
  contexts: [
    {
      unit: "0123456789abcdef",
      rank: 4_294_967_295,
      region: "nz",
      clear: { plan: "pro" },
      hashed: { email: "0123456789abcdef", roles: ["0123456789abcdef"] },
      withheld: ["ssn"],
    },
    { unit: "fedcba9876543210", rank: 0 },
  ],
  dropped: 0,
  digestMismatches: 1,
};

describe("a telemetry batch's JSON", () => {
  it("is written as it is read", () => {
    const problems: Problem[] = [];
    const batch = readTelemetry(BATCH, problems);
    assert.deepEqual(problems, []);
    assert.ok(batch !== null);
    assert.deepEqual(JSON.parse(JSON.stringify(writeTelemetry(batch))), BATCH);
  });

  it("leaves out what is empty", () => {
    const { instance, seq, sdk } = BATCH;
    const batch = readTelemetry({ instance, seq, sdk }, []);
    assert.ok(batch !== null);
    assert.deepEqual(writeTelemetry(batch), {
      instance,
      seq,
      sdk,
      dropped: 0,
      digestMismatches: 0,
    });
  });

  it("has a number for each unit, or none at all", () => {
    const of = (more: object) => {
      const problems: Problem[] = [];
      const outcomes = [{ release: "R", metric: "m", units: ["0123456789abcdef"], ...more }];
      assert.equal(readTelemetry({ ...BATCH, outcomes }, problems), null);
      return problems.map(({ pointer }) => pointer);
    };
    assert.deepEqual(of({ values: [1, 2] }), ["/outcomes/0/values"]);
    assert.deepEqual(of({ values: ["1"] }), ["/outcomes/0/values/0"]);
    assert.deepEqual(of({ counts: [0] }), ["/outcomes/0/counts/0"]);
    assert.deepEqual(of({ counts: [1.5] }), ["/outcomes/0/counts/0"]);
    assert.deepEqual(of({ values: 1 }), ["/outcomes/0/values", "/outcomes/0/values"]);
  });

  it("is refused without an instance, a number or an SDK", () => {
    const problems: Problem[] = [];
    assert.equal(readTelemetry({}, problems), null);
    assert.deepEqual(
      problems.map((problem) => problem.pointer),
      ["/instance", "/instance", "/seq", "/sdk"],
    );
  });
});
