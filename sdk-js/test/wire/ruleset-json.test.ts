import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ALL_EXTRAS } from "../../src/core/all-extras.js";
import { Context } from "../../src/core/context.js";
import { evaluate } from "../../src/core/evaluator.js";
import { SERVER_LIMITS } from "../../src/core/limits.js";
import type { Problem } from "../../src/core/problem.js";
import { Ruleset } from "../../src/core/ruleset.js";
import { checkRuleset } from "../../src/core/ruleset-check.js";
import { unsupportedFlags } from "../../src/core/unsupported-flags.js";
import { parseJson } from "../../src/wire/json.js";
import { readRuleset, writeRuleset } from "../../src/wire/ruleset-json.js";

const FLAG = {
  type: "object",
  variants: { on: { a: [1, { b: null }] }, off: {} },
  salt: "s",
  enabled: true,
  offVariant: "off",
  clientVisible: false,
  prerequisites: [{ flag: "other", variants: ["on"] }],
  targets: [{ variant: "on", keys: ["u1"] }],
  rules: [
    {
      id: "r1",
      note: "why",
      when: {
        all: [
          { any: [{ segment: "beta" }] },
          { not: { bucket: { by: "targetingKey", salt: "x", from: 0, to: 10 } } },
          { every: { attribute: "roles", op: "in", values: ["a"], ignoreCase: true } },
          { attribute: "age", op: ">=", value: 18 },
          { attribute: "age", op: "exists" },
        ],
      },
      serve: { variant: "on" },
    },
  ],
  default: {
    split: {
      by: "company",
      salt: "y",
      regions: [{ in: ["emea"], ranges: [{ to: 100_000, variant: "on" }] }],
      ranges: [{ to: 100_000, variant: "off" }],
    },
  },
  release: { id: "R", stage: 0, treatment: "on", control: "off", regions: ["eu"], metrics: ["m"] },
};
const RULESET = {
  schema: 1,
  project: "p",
  environment: "e",
  epoch: 1,
  revision: 9,
  regionGroups: { emea: ["eu", "uk"] },
  flags: { f: FLAG, other: { ...FLAG, prerequisites: [], release: null } },
  segments: { beta: { included: ["a"], excluded: ["b"], when: { all: [] } } },
};

describe("a ruleset's JSON", () => {
  it("is written as it is read", () => {
    const problems: Problem[] = [];
    const spec = readRuleset(RULESET, "strict", problems);
    assert.deepEqual(problems, []);
    assert.ok(spec !== null);
    assert.deepEqual(checkRuleset(spec, SERVER_LIMITS), []);
    assert.deepEqual([...Ruleset.compile(spec, new Map(), ALL_EXTRAS).releasedFlags], ["f"]);
    const { prerequisites, release, ...other } = FLAG;
    const expected = { ...RULESET, flags: { f: FLAG, other } };
    assert.deepEqual(JSON.parse(JSON.stringify(writeRuleset(spec))), expected);
  });

  it("yields to an SDK all flags but those it does not understand", () => {
    const odd = { ...FLAG, type: "date", prerequisites: [] };
    const document = { ...RULESET, flags: { ...RULESET.flags, odd }, later: true };
    const problems: Problem[] = [];
    const spec = readRuleset(document, "lenient", problems);
    assert.deepEqual(problems, []);
    assert.ok(spec !== null);
    const ruleset = Ruleset.compile(spec, new Map(), ALL_EXTRAS);
    assert.equal(evaluate(ruleset, "f", Context.of("u1"), null).reason, "TARGETING_MATCH");
    assert.equal(evaluate(ruleset, "odd", Context.of("u1"), null).errorCode, "PARSE_ERROR");
    assert.deepEqual(Object.fromEntries(unsupportedFlags(ruleset)), {
      odd: "Unknown type 'date'; use boolean, string, integer, number or object.",
    });
  });

  it("names where a strict reader finds what is wrong", () => {
    const problems: Problem[] = [];
    const flag = { ...FLAG, colour: 1, rules: [{ ...FLAG.rules[0], when: { attribute: 1 } }] };
    assert.equal(readRuleset({ ...RULESET, flags: { "a/b": flag } }, "strict", problems), null);
    assert.deepEqual(
      problems.map((problem) => problem.pointer),
      ["/flags/a~1b/colour", "/flags/a~1b/rules/0/when/attribute", "/flags/a~1b/rules/0/when/op"],
    );
  });

  it("gives applications values that they cannot change, without a prototype of anyone's", () => {
    const variants = parseJson('{"on": {"__proto__": {"admin": true}, "b": [1]}, "off": {}}');
    const flags = { f: { ...FLAG, variants, prerequisites: [] } };
    const spec = readRuleset({ ...RULESET, flags }, "lenient", []);
    assert.ok(spec !== null);
    const { value } = evaluate(
      Ruleset.compile(spec, new Map(), ALL_EXTRAS),
      "f",
      Context.of("u1"),
      "object",
    );
    assert.deepEqual(value, { b: [1] });
    assert.equal((value as { admin?: boolean }).admin, undefined);
    assert.ok(Object.isFrozen(value) && Object.isFrozen((value as { b: unknown }).b));
  });

  it("is refused where it nests too deep to be walked", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    assert.doesNotThrow(() => parseJson(nested(200)));
    assert.throws(() => parseJson(nested(201)), SyntaxError);
    assert.throws(() => parseJson(nested(100_000)), SyntaxError);
  });
});
