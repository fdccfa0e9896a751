import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ALL_EXTRAS } from "../../src/core/all-extras.js";
import { Context } from "../../src/core/context.js";
import { evaluate } from "../../src/core/evaluator.js";
import { killsOver } from "../../src/core/kills.js";
import { Ruleset } from "../../src/core/ruleset.js";
import type { RulesetSpec } from "../../src/core/ruleset-spec.js";
import { readRuleset } from "../../src/wire/ruleset-json.js";
import { flag } from "../client/wire-server.js";

type Json = Record<string, unknown>;

const ALICE = Context.of({ targetingKey: "alice" });

function spec(flags: Json): RulesetSpec {
  const document = { schema: 1, project: "p", environment: "e", epoch: 1, revision: 1, flags };
  const read = readRuleset(document, "lenient", []);
  assert.ok(read !== null);
  return read;
}

const killed = (flags: Json, kills: Record<string, string | null>, environment = "e") =>
  killsOver({ project: "p", environment, variants: new Map(Object.entries(kills)) }, spec(flags));

const answer = (ruleset: RulesetSpec, key: string) => {
  const { variant, reason, errorCode } = evaluate(
    Ruleset.compile(ruleset, new Map(), ALL_EXTRAS),
    key,
    ALICE,
    null,
  );
  return [variant, reason, errorCode];
};

describe("kills over a ruleset", () => {
  it("serve everybody the variant that they name, or the flag's off variant", () => {
    const targets = [{ variant: "on", keys: ["alice"] }];
    const rules = [{ id: "r", when: { all: [] }, serve: { variant: "on" } }];
    const flags = { a: flag(true, { targets, rules }), b: flag(true), c: flag(true) };
    const after = killed(flags, { a: "off", b: null });
    assert.deepEqual(answer(after, "a"), ["off", "DISABLED", null]);
    assert.deepEqual(answer(after, "b"), ["off", "DISABLED", null]);
    assert.deepEqual(answer(after, "c"), ["on", "STATIC", null]);
  });

  it("win over a flag that was off with another variant", () => {
    const after = killed({ a: flag(true, { enabled: false }) }, { a: "on" });
    assert.deepEqual(answer(after, "a"), ["on", "DISABLED", null]);
  });

  it("have no effect where there is no such flag, variant or off variant; the others have", () => {
    const flags = { a: flag(true), b: flag(true), c: flag(true, { offVariant: "gone" }) };
    const after = killed(flags, { a: "maybe", b: "off", c: null, d: "off", constructor: "off" });
    assert.deepEqual(answer(after, "a"), ["on", "STATIC", null]);
    assert.deepEqual(answer(after, "b"), ["off", "DISABLED", null]);
    assert.deepEqual(answer(after, "c"), answer(spec(flags), "c"));
    assert.deepEqual(answer(after, "d"), [null, "ERROR", "FLAG_NOT_FOUND"]);
  });

  it("are for one environment", () => {
    assert.deepEqual(answer(killed({ a: flag(true) }, { a: "off" }, "staging"), "a"), [
      "on",
      "STATIC",
      null,
    ]);
  });

  it("turn off what is not understood, and what depends on it", () => {
    const rules = [{ id: "r", when: { attribute: "a", op: "fuzzy" }, serve: { variant: "on" } }];
    const flags = {
      a: flag(true, { default: { fuzzy: "on" }, rules }),
      b: flag(true, { prerequisites: [{ flag: "a", variants: ["on"] }] }),
      c: flag(true, { prerequisites: [{ flag: "c", variants: ["on"] }] }),
    };
    assert.deepEqual(answer(spec(flags), "a"), [null, "ERROR", "PARSE_ERROR"]);
    assert.deepEqual(answer(spec(flags), "c"), [null, "ERROR", "GENERAL"]);
    const after = killed(flags, { a: "on", c: "on" });
    assert.deepEqual(answer(after, "a"), ["on", "DISABLED", null]);
    assert.deepEqual(answer(after, "b"), ["off", "DISABLED", null]);
    assert.deepEqual(answer(after, "c"), ["on", "DISABLED", null]);
  });

  it("end the release that runs on a flag", () => {
    const release = {
      id: "r",
      stage: 0,
      treatment: "on",
      control: "off",
      regions: [],
      metrics: [],
    };
    const flags = { a: flag(true, { release }), b: flag(true, { release }) };
    assert.deepEqual(
      [...Ruleset.compile(killed(flags, { a: "off" }), new Map(), ALL_EXTRAS).releasedFlags],
      ["b"],
    );
  });

  it("leave the ruleset that they are over as it is", () => {
    const before = spec({ a: flag(true) });
    const kills = { project: "p", environment: "e", variants: new Map([["a", "off"]]) };
    assert.notEqual(killsOver(kills, before).flags.get("a"), before.flags.get("a"));
    assert.deepEqual(answer(before, "a"), ["on", "STATIC", null]);
  });
});
