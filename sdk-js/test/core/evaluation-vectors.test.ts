import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ALL_EXTRAS } from "../../src/core/all-extras.js";
import { Context } from "../../src/core/context.js";
import { evaluate, explain } from "../../src/core/evaluator.js";
import { LargeSegment } from "../../src/core/large-segment.js";
import { metadataEntries } from "../../src/core/metadata.js";
import type { Problem } from "../../src/core/problem.js";
import { Ruleset } from "../../src/core/ruleset.js";
import { valueTypeOf } from "../../src/core/value-type.js";
import { readRuleset } from "../../src/wire/ruleset-json.js";
import { ownVectors } from "../vectors.js";

interface Case {
  name: string;
  flag: string;
  context: Record<string, unknown>;
  /** Attributes that are given as dates. */
  dates?: Record<string, string>;
  type?: string;
  expect: {
    value?: unknown;
    variant?: string;
    reason: string;
    errorCode?: string;
    metadata?: object;
  };
}

interface Group {
  name: string;
  ruleset: unknown;
  large?: Record<string, { version: number; hashes: string }>;
  cases: Case[];
}

const FILES = [
  "order.json",
  "conditions.json",
  "strings.json",
  "numbers.json",
  "semver.json",
  "cidr.json",
  "segments.json",
  "large-segments.json",
  "splits.json",
  "prerequisites.json",
  "lenient.json",
  "operators.json",
  "nested.json",
  "paths.json",
  "questions.json",
  "steps.json",
  "gates.json",
  "membership.json",
  "regions.json",
  "hashed.json",
  "folding.json",
  "instants.json",
  "networks.json",
  "versions.json",
  "patterns.json",
  "doubles.json",
  "limits.json",
  "not-understood.json",
];

it("has many cases", () => {
  const groups = FILES.flatMap((file) => ownVectors<Group[]>(file));
  const count = groups.reduce((sum, group) => sum + group.cases.length, 0);
  assert.ok(count >= 1_500, `${count} cases`);
});

// Every case that the Java and the JavaScript evaluator share.
for (const file of FILES) {
  describe(file, () => {
    for (const group of ownVectors<Group[]>(file)) {
      const problems: Problem[] = [];
      const spec = readRuleset(group.ruleset, "lenient", problems);
      assert.deepEqual(problems, []);
      assert.ok(spec !== null);
      const ruleset = Ruleset.compile(spec, largeSegments(group.large), ALL_EXTRAS);
      for (const each of group.cases) {
        it(`${group.name}: ${each.name}`, () => judge(ruleset, each));
      }
    }
  });
}

function largeSegments(large: Group["large"] = {}): Map<string, LargeSegment> {
  return new Map(
    Object.entries(large).map(([key, { version, hashes }]) => [
      key,
      new LargeSegment(key, version, Buffer.from(hashes, "hex")),
    ]),
  );
}

function judge(ruleset: Ruleset, each: Case): void {
  const dates = Object.entries(each.dates ?? {}).map(([name, text]) => [name, new Date(text)]);
  const context = Context.of({ ...each.context, ...Object.fromEntries(dates) });
  const wanted = each.type === undefined ? null : valueTypeOf(each.type);
  const evaluation = evaluate(ruleset, each.flag, context, wanted);
  assert.deepEqual(evaluation.value, each.expect.value ?? null);
  assert.equal(evaluation.variant, each.expect.variant ?? null);
  assert.equal(evaluation.reason, each.expect.reason);
  assert.equal(evaluation.errorCode, each.expect.errorCode ?? null);
  assert.deepEqual(metadataEntries(evaluation.metadata), {
    revision: ruleset.revision,
    ...each.expect.metadata,
  });
  assert.deepEqual(explain(ruleset, each.flag, context, wanted).evaluation, evaluation);
}
