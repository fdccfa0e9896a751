import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ALL_EXTRAS } from "../../src/core/all-extras.js";
import { parseCidr } from "../../src/core/cidr.js";
import { Context } from "../../src/core/context.js";
import { evaluate, explain } from "../../src/core/evaluator.js";
import { IpAddress } from "../../src/core/ip-address.js";
import { SERVER_LIMITS } from "../../src/core/limits.js";
import { pattern } from "../../src/core/pattern.js";
import type { Problem } from "../../src/core/problem.js";
import { regexProblem } from "../../src/core/regex-guard.js";
import { Ruleset } from "../../src/core/ruleset.js";
import { checkRuleset } from "../../src/core/ruleset-check.js";
import { compareSemver, parseSemver } from "../../src/core/semver.js";
import { unsupportedFlags } from "../../src/core/unsupported-flags.js";
import { EDGE_PLATFORM } from "../../src/platform/edge-platform.js";
import { RulesetPoll } from "../../src/source/ruleset-poll.js";
import { parseJson } from "../../src/wire/json.js";
import { readRuleset, writeRuleset } from "../../src/wire/ruleset-json.js";
import { sameAsRead } from "../wire/same-as-read.js";

/** FAST_CHECK_RUNS asks more often. A failure prints its seed and the smallest case found. */
const RUNS = Number(process.env.FAST_CHECK_RUNS ?? 500);

const check = (property: fc.IProperty<unknown>): void => {
  fc.assert(property, { numRuns: RUNS });
};

const names = fc.constantFrom("a", "b.c", "targetingKey", "region", "__proto__", "constructor", "");
const scalar = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.integer());
const ops = fc.constantFrom("in", "matches", "<", "before", "semver>=", "cidr", "exists", "fuzzy");

const { condition } = fc.letrec((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    fc.record({ attribute: names, op: ops, values: fc.array(scalar) }),
    fc.record({ attribute: names, op: ops, value: scalar }),
    fc.record({ all: fc.array(tie("condition")) }),
    fc.record({ any: fc.array(tie("condition")) }),
    fc.record({ not: tie("condition") }),
    fc.record({ every: tie("condition") }),
    fc.record({ segment: fc.constantFrom("s", "t", "nowhere") }),
    fc.record({
      bucket: fc.record({ by: names, salt: fc.string(), from: fc.nat(), to: fc.nat() }),
    }),
    fc.jsonValue(),
  ),
}));

const variant = fc.constantFrom("on", "off", "nowhere");
const ranges = fc.array(fc.record({ to: fc.nat(100_000), variant }));
const serve = fc.oneof(
  fc.record({ variant }),
  fc.record({ split: fc.record({ by: names, ranges }) }),
  fc.jsonValue(),
);

const flag = fc.record({
  type: fc.constantFrom("boolean", "boolean", "string", "odd"),
  variants: fc.constant({ on: true, off: false }),
  salt: fc.constantFrom("s", ""),
  enabled: fc.boolean(),
  offVariant: variant,
  prerequisites: fc.array(
    fc.record({ flag: fc.constantFrom("f", "g", "h"), variants: fc.array(variant) }),
    { maxLength: 2 },
  ),
  rules: fc.array(fc.record({ id: fc.constantFrom("r", "t"), when: condition, serve })),
  default: serve,
});

const anything = fc.oneof({ weight: 9, arbitrary: flag }, { weight: 1, arbitrary: fc.jsonValue() });

const ruleset = fc.record({
  schema: fc.constantFrom(1, 1, 1, 2),
  project: fc.constant("p"),
  environment: fc.constant("e"),
  epoch: fc.constant(1),
  revision: fc.constant(1),
  flags: fc.dictionary(fc.constantFrom("f", "g", "h", "__proto__"), anything),
  segments: fc.dictionary(fc.constantFrom("s", "t"), fc.record({ when: condition })),
});

/** The same with nothing that would be refused, so that most of them may be written. */
const attribute = fc.constantFrom("a", "b.c", "targetingKey", "region");
const { soundCondition } = fc.letrec((tie) => ({
  soundCondition: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      attribute,
      op: fc.constant("in"),
      values: fc.array(fc.string(), { minLength: 1 }),
    }),
    fc.record({ attribute, op: fc.constantFrom("<", ">="), value: fc.integer() }),
    fc.record({ attribute, op: fc.constant("exists") }),
    fc.record({ all: fc.array(tie("soundCondition")) }),
    fc.record({ any: fc.array(tie("soundCondition")) }),
    fc.record({ not: tie("soundCondition") }),
  ),
}));
const onOrOff = fc.constantFrom("on", "off");
const split = fc
  .tuple(fc.integer({ min: 1, max: 99_999 }), onOrOff, onOrOff)
  .map(([to, first, last]) => ({
    split: {
      by: "targetingKey",
      ranges: [
        { to, variant: first },
        { to: 100_000, variant: last },
      ],
    },
  }));
const soundServe = fc.oneof(fc.record({ variant: onOrOff }), split);
const soundFlag = fc.record({
  type: fc.constant("boolean"),
  variants: fc.constant({ on: true, off: false }),
  salt: fc.constant("s"),
  enabled: fc.boolean(),
  offVariant: onOrOff,
  rules: fc
    .array(fc.record({ when: soundCondition, serve: soundServe }), { maxLength: 3 })
    .map((rules) => rules.map((rule, i) => ({ id: `r${i}`, ...rule }))),
  default: soundServe,
});
const soundRuleset = fc.record({
  schema: fc.constant(1),
  project: fc.constant("p"),
  environment: fc.constant("e"),
  epoch: fc.constant(1),
  revision: fc.constant(1),
  flags: fc.dictionary(fc.constantFrom("f", "g", "h"), soundFlag),
  segments: fc.dictionary(fc.constantFrom("s", "t"), fc.record({ when: soundCondition })),
});

const context = fc.dictionary(names, fc.oneof(scalar, fc.array(scalar), fc.object()));

/** As it comes from the network. */
const received = (document: unknown): unknown => parseJson(JSON.stringify(document));

describe("whatever a ruleset and a context are", () => {
  it("any JSON is read without a throw", () => {
    check(
      fc.property(fc.jsonValue(), (document) => {
        readRuleset(received(document), "strict", []);
        readRuleset(received(document), "lenient", []);
      }),
    );
  });

  it("both readers of rulesets understand the same", () => {
    check(fc.property(ruleset, (document) => void sameAsRead(received(document))));
    check(fc.property(fc.jsonValue(), (document) => void sameAsRead(received(document))));
  });

  it("every flag answers at the edge as in a process, in the same words", async () => {
    const where = { url: "http://localhost", sdkKey: "k", timeout: 1 };
    const property = fc.asyncProperty(ruleset, context, async (document, attributes) => {
      const spec = readRuleset(received(document), "lenient", []);
      const taking = new RulesetPoll(where, EDGE_PLATFORM).take(received(document));
      if (spec === null) {
        await assert.rejects(taking);
        return;
      }
      const edge = (await taking) ?? assert.fail();
      const process = Ruleset.compile(spec, new Map(), ALL_EXTRAS);
      for (const { key } of process.flags()) {
        const asking = Context.of(attributes);
        assert.deepEqual(evaluate(edge, key, asking, null), evaluate(process, key, asking, null));
      }
    });
    await fc.assert(property, { numRuns: RUNS });
  });

  it("every flag answers, and answers the same with and without a trace", () => {
    check(
      fc.property(ruleset, context, (document, attributes) => {
        const spec = readRuleset(received(document), "lenient", []);
        if (spec === null) {
          return;
        }
        const compiled = Ruleset.compile(spec, new Map(), ALL_EXTRAS);
        for (const { key } of compiled.flags()) {
          const answer = evaluate(compiled, key, Context.of(attributes), null);
          assert.equal(answer.value === null, answer.reason === "ERROR");
          const live = Context.reading(attributes, Context.empty());
          assert.deepEqual(evaluate(compiled, key, live, null), answer);
          assert.deepEqual(explain(compiled, key, live, null).evaluation, answer);
        }
      }),
    );
  });

  it("what may be written is understood, and is the same when it is read again", () => {
    check(
      fc.property(soundRuleset, (document) => {
        const problems: Problem[] = [];
        const spec = readRuleset(received(document), "strict", problems);
        assert.deepEqual(problems, []);
        if (spec === null) {
          return;
        }
        const refused = checkRuleset(spec, SERVER_LIMITS);
        fc.pre(refused.length === 0);
        assert.equal(unsupportedFlags(Ruleset.compile(spec, new Map(), ALL_EXTRAS)).size, 0);
        assert.deepEqual(readRuleset(received(writeRuleset(spec)), "strict", []), spec);
      }),
    );
  });
});

describe("whatever a text is", () => {
  const part = fc.oneof(fc.nat(1_000).map(String), fc.constantFrom("", "00", "alpha", "-", "x-1"));
  const version = fc.oneof(
    fc.string(),
    fc.tuple(part, part, part, part, part).map(([a, b, c, d, e]) => `${a}.${b}.${c}-${d}+${e}`),
  );

  it("versions have one order", () => {
    check(
      fc.property(version, version, version, (x, y, z) => {
        const [a, b, c] = [parseSemver(x), parseSemver(y), parseSemver(z)];
        if (a === null || b === null) {
          return;
        }
        assert.equal(compareSemver(a, a), 0);
        assert.equal(Math.sign(compareSemver(a, b)), -Math.sign(compareSemver(b, a)) || 0);
        if (c !== null && compareSemver(a, b) <= 0 && compareSemver(b, c) <= 0) {
          assert.ok(compareSemver(a, c) <= 0);
        }
      }),
    );
  });

  it("an address lies within itself", () => {
    const address = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6());
    check(
      fc.property(address, (text) => {
        const found = IpAddress.parse(text);
        assert.equal(found === null, text.includes("/") || parseCidr(text) === null);
      }),
    );
  });

  it("a pattern is refused or searched for", () => {
    const piece = fc.constantFrom(
      "a",
      "(",
      ")",
      "*",
      "+",
      "{2,5}",
      "[",
      "]",
      "\\d",
      "^",
      "|",
      "?",
      ".",
    );
    const expression = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => pieces.join("")),
    );
    check(
      fc.property(expression, (text) => {
        if (regexProblem(text) === null) {
          assert.equal(pattern(text)(1), false);
          pattern(text)("aaaaaaaaaaaaaaaaaaaaaaaaaaaa!");
        }
      }),
    );
  });
});
