import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ALL_EXTRAS } from "../../src/core/all-extras.js";
import { Context } from "../../src/core/context.js";
import { failed } from "../../src/core/evaluation.js";
import { evaluate } from "../../src/core/evaluator.js";
import { Ruleset } from "../../src/core/ruleset.js";
import { DrainedCounts } from "../../src/telemetry/drained-counts.js";
import { EvaluationCounts } from "../../src/telemetry/evaluation-counts.js";
import { readRuleset } from "../../src/wire/ruleset-json.js";
import { flag } from "../client/wire-server.js";

function rulesetAt(revision: number): Ruleset {
  const position = { epoch: 1, revision };
  const head = { schema: 1, project: "p", environment: "e", ...position };
  const spec = readRuleset({ ...head, flags: { f: flag(true) } }, "lenient", []);
  assert.ok(spec !== null);
  return Ruleset.compile(spec, new Map(), ALL_EXTRAS);
}

const drain = (counts: EvaluationCounts, most: number) =>
  new DrainedCounts(counts, most).evaluations;

describe("counts of evaluations", () => {
  const missing = failed("FLAG_NOT_FOUND", "none", 1);

  it("add up over rulesets, however many come before anybody takes them", () => {
    const counts = new EvaluationCounts();
    for (let revision = 1; revision <= 100; revision++) {
      const ruleset = rulesetAt(revision);
      counts.applied(ruleset);
      const evaluation = evaluate(ruleset, "f", Context.empty(), null);
      counts.count("f", ruleset.compiled("f"), evaluation);
    }
    assert.deepEqual(drain(counts, 10), [
      { flag: "f", variant: "on", reason: "STATIC", count: 100 },
    ]);
    assert.deepEqual(drain(counts, 10), []);
  });

  it("are taken in parts that a server bears", () => {
    const counts = new EvaluationCounts();
    for (let i = 0; i < 12_000; i++) counts.count(`u${i}`, null, missing);
    const parts = [1, 2, 3].map(() => drain(counts, 5_000).length);
    assert.deepEqual(parts, [5_000, 5_000, 0]);
  });

  it("have nothing to do with what can be no flag's key", () => {
    const counts = new EvaluationCounts();
    for (const key of ["", " ", "\0", "X", "x".repeat(65), "x".repeat(64)])
      counts.count(key, null, missing);
    assert.deepEqual(
      drain(counts, 10).map(({ flag: key }) => key),
      ["x".repeat(64)],
    );
  });
});
