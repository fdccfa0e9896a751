import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ALL_EXTRAS } from "../../src/core/all-extras.js";
import { Context } from "../../src/core/context.js";
import { evaluate, explain } from "../../src/core/evaluator.js";
import { SERVER_LIMITS } from "../../src/core/limits.js";
import type { Problem } from "../../src/core/problem.js";
import { Ruleset } from "../../src/core/ruleset.js";
import { checkRuleset } from "../../src/core/ruleset-check.js";
import { parseJson } from "../../src/wire/json.js";
import { readRuleset } from "../../src/wire/ruleset-json.js";
import { paths, replaced } from "../hostile-json.js";
import { ownVectors } from "../vectors.js";

type Json = Record<string, unknown>;

const PATIENCE = { timeout: 120_000 };
const ALICE = Context.of({ targetingKey: "alice", a: "x" });

const flag = (more: Json = {}): Json => ({
  type: "boolean",
  variants: { on: true, off: false },
  salt: "s",
  enabled: true,
  offVariant: "off",
  default: { variant: "on" },
  ...more,
});

const ruleset = (flags: Json, more: Json = {}): Json => ({
  schema: 1,
  project: "p",
  environment: "e",
  epoch: 1,
  revision: 1,
  flags: { fine: flag(), ...flags },
  ...more,
});

const many = (count: number, member: (i: number) => [string, unknown]): Json =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => member(i)));

/** Compiles what may be compiled, and asks every flag; nothing of it throws. */
function survive(document: unknown): Ruleset {
  const problems: Problem[] = [];
  const spec = readRuleset(document, "lenient", problems);
  assert.ok(spec !== null, problems[0]?.detail);
  const compiled = Ruleset.compile(spec, new Map(), ALL_EXTRAS);
  assert.equal(evaluate(compiled, "fine", ALICE, null).value, true);
  return compiled;
}

/** Everything that is wrong with it, as a server says. */
function problemsOf(document: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  const spec = readRuleset(document, "strict", problems);
  assert.equal(spec === null, problems.length > 0);
  return spec === null ? problems : checkRuleset(spec, SERVER_LIMITS);
}

const code = (compiled: Ruleset, key: string) => evaluate(compiled, key, ALICE, null).errorCode;

describe("a hostile ruleset", PATIENCE, () => {
  for (const depth of [201, 10_000, 1_000_000]) {
    it(`that nests ${depth} deep is no document`, () => {
      for (const [open, close] of [
        ['{"not":', "}"],
        ["[", "]"],
      ] as const) {
        const text = `${open.repeat(depth)}{}${close.repeat(depth)}`;
        assert.throws(() => parseJson(text), SyntaxError);
      }
    });
  }

  it("that nests as deep as a document may costs its own flag only", () => {
    const when = `${'{"not":'.repeat(150)}{"all":[]}${"}".repeat(150)}`;
    const rules = parseJson(`[{"id": "r", "when": ${when}, "serve": {"variant": "on"}}]`);
    assert.equal(code(survive(ruleset({ deep: flag({ rules }) })), "deep"), "PARSE_ERROR");
    assert.ok(problemsOf(ruleset({ deep: flag({ rules }) })).length > 0);
  });

  it("that says things twice is read as what it says last", () => {
    const off = JSON.stringify(flag({ default: { variant: "off" } }));
    const text = JSON.stringify(ruleset({ f: flag() }))
      .replace('"f":', `"f": ${off}, "f": {"enabled": 1}, "f":`)
      .replace('"revision":1', '"revision":9,"revision":1');
    const compiled = survive(parseJson(text));
    assert.equal(compiled.revision, 1);
    assert.equal(evaluate(compiled, "f", ALICE, null).value, true);
  });

  it("whose prerequisites and segments go round in a long circle", () => {
    const count = 20_000;
    const on = { serve: { variant: "on" } };
    const document = ruleset(
      many(count, (i) => [
        `f${i}`,
        flag({
          prerequisites: [{ flag: `f${(i + 1) % count}`, variants: ["on"] }],
          rules: [{ id: "r", when: { segment: `s${i}` }, ...on }],
        }),
      ]),
      { segments: many(count, (i) => [`s${i}`, { when: { segment: `s${(i + 1) % count}` } }]) },
    );
    assert.ok(["GENERAL", "PARSE_ERROR"].includes(code(survive(document), "f7") ?? ""));
    const details = problemsOf(document).filter(({ detail }) => detail.includes("circle"));
    assert.equal(details.length, 2 * count);
    assert.ok(details.every(({ detail }) => detail.length < 1_000));
  });

  it("with a long chain of prerequisites", () => {
    const link = (i: number) => flag({ prerequisites: [{ flag: `f${i - 1}`, variants: ["on"] }] });
    const document = ruleset(many(20_000, (i) => [`f${i}`, i === 0 ? flag() : link(i)]));
    const compiled = survive(document);
    assert.equal(code(compiled, "f10"), null);
    assert.equal(code(compiled, "f100"), "PARSE_ERROR");
    assert.ok(problemsOf(document).length > 0);
  });

  it("with 100,000 rules, targets and conditions, and many flags", () => {
    const count = 100_000;
    const when = { attribute: "a", op: "in", values: ["y"] };
    const rules = Array.from({ length: count }, (_, i) => ({
      id: `r${i}`,
      when,
      serve: { variant: "on" },
    }));
    const targets = Array.from({ length: count }, () => ({ variant: "none", keys: ["alice"] }));
    const any = Array.from({ length: count }, () => when);
    const document = ruleset({
      rules: flag({ rules }),
      targets: flag({ targets, variants: many(10_000, (i) => [`v${i}`, true]), offVariant: "v1" }),
      conditions: flag({ rules: [{ ...rules[0], when: { any } }] }),
      ...many(20_000, (i) => [`f${i}`, flag()]),
    });
    const compiled = survive(document);
    for (const key of ["rules", "targets", "conditions"]) {
      assert.equal(code(compiled, key), "PARSE_ERROR", key);
    }
    const problems = problemsOf(document);
    assert.ok(problems.some(({ pointer }) => pointer === "/flags"));
    assert.ok(problems.some(({ pointer }) => pointer === "/flags/rules/rules"));
    assert.ok(problems.every(({ detail }) => detail.length < 1_000));
  });

  it("with 200,000 things wrong in one place", () => {
    const values = Array.from({ length: 200_000 }, () => null);
    const rules = [
      { id: "r", when: { attribute: "a", op: "in", values }, serve: { variant: "on" } },
    ];
    const ranges = values.map(() => ({ to: 0, variant: "none" }));
    const document = ruleset({
      values: flag({ rules }),
      ranges: flag({ default: { split: { by: "targetingKey", ranges } } }),
    });
    const compiled = survive(document);
    assert.equal(code(compiled, "values"), "PARSE_ERROR");
    assert.equal(code(compiled, "ranges"), "PARSE_ERROR");
    const found = problemsOf(document).length;
    assert.ok(found >= 2 && found <= 2_000);
  });

  it("of wrong types everywhere", () => {
    const { document, wrong } = ownVectors<{ document: Json; wrong: unknown[] }>("hostile.json");
    let refused = 0;
    for (const path of paths(document)) {
      for (const value of wrong) {
        const hostile = replaced(document, path, value);
        refused += problemsOf(hostile).length > 0 ? 1 : 0;
        const spec = readRuleset(hostile, "lenient", []);
        const compiled = spec === null ? null : Ruleset.compile(spec, new Map(), ALL_EXTRAS);
        for (const { key } of compiled?.flags() ?? []) {
          const evaluation = evaluate(compiled as Ruleset, key, ALICE, null);
          assert.notEqual(evaluation.errorCode, "FLAG_NOT_FOUND");
          assert.deepEqual(explain(compiled as Ruleset, key, ALICE, null).evaluation, evaluation);
        }
      }
    }
    assert.ok(refused > 1_000, `${refused} are refused`);
  });

  it("that is no object at all", () => {
    for (const document of [null, true, 1, "x", [], [{}], {}]) {
      const problems: Problem[] = [];
      assert.equal(readRuleset(document, "lenient", problems), null);
      assert.ok(problems.length > 0);
    }
  });
});
