import assert from "node:assert/strict";
import { it } from "node:test";
import { ALL_EXTRAS } from "../../src/core/all-extras.js";
import { Context } from "../../src/core/context.js";
import { evaluate } from "../../src/core/evaluator.js";
import { NO_EXTRAS } from "../../src/core/extras.js";
import { Ruleset } from "../../src/core/ruleset.js";
import { EDGE_PLATFORM } from "../../src/platform/edge-platform.js";
import { RulesetPoll } from "../../src/source/ruleset-poll.js";
import { readRuleset } from "../../src/wire/ruleset-json.js";
import { ownVectors } from "../vectors.js";

interface Group {
  ruleset: { segments?: Record<string, { large?: unknown }> };
  cases: { flag: string; context: Record<string, unknown> }[];
}

const FILES = [
  "patterns",
  "versions",
  "semver",
  "cidr",
  "networks",
  "instants",
  "hashed",
  "order",
  "prerequisites",
  "gates",
  "regions",
  "folding",
  "segments",
  "splits",
];

it("what is loaded for a ruleset answers as what is always there", async () => {
  let cases = 0;
  let loaded = 0;
  for (const group of FILES.flatMap((file) => ownVectors<Group[]>(`${file}.json`))) {
    const spec = readRuleset(group.ruleset, "lenient", []);
    const poll = new RulesetPoll(
      { url: "http://localhost", sdkKey: "k", timeout: 1 },
      EDGE_PLATFORM,
    );
    const ruleset = await poll.take(group.ruleset);
    assert.ok(spec !== null && ruleset !== null);
    assert.equal(ruleset.missing.size, 0);
    loaded += Ruleset.compile(spec, new Map(), NO_EXTRAS).missing.size;
    const whole = Ruleset.compile(spec, new Map(), ALL_EXTRAS);
    for (const { flag, context } of group.cases) {
      const asking = Context.of(context);
      assert.deepEqual(evaluate(ruleset, flag, asking, null), evaluate(whole, flag, asking, null));
      cases++;
    }
  }
  assert.ok(cases > 500 && loaded >= 12, `${cases} cases, ${loaded} loaded`);
});
