import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ALL_EXTRAS } from "../../src/core/all-extras.js";
import type { Assignment } from "../../src/core/assignment.js";
import { Context } from "../../src/core/context.js";
import { evaluate } from "../../src/core/evaluator.js";
import { Ruleset } from "../../src/core/ruleset.js";
import { createClient } from "../../src/node.js";
import { nodePlatform } from "../../src/platform/node-platform.js";
import { ContextSample } from "../../src/telemetry/context-sample.js";
import { Journal } from "../../src/telemetry/journal.js";
import { Report } from "../../src/telemetry/report.js";
import { UnitLog } from "../../src/telemetry/unit-log.js";
import { jsonObject } from "../../src/wire/json-object.js";
import { readRuleset } from "../../src/wire/ruleset-json.js";
import { flag, until, WireServer } from "../client/wire-server.js";
import { checkBounds } from "./server-bounds.js";

type Json = Record<string, unknown>;
type Counted = { units?: string[]; count?: number };

const SDK = { name: "firstlight-node", version: "0.1.0" };
const RULES = { version: 1, key: "0123456789abcdef", below: new Map<string, number>() };

const unit = (release: string, unit: string): Assignment => ({
  release,
  stage: 0,
  region: "nz",
  arm: "treatment",
  unit,
});

function rulesetOf(flags: Iterable<readonly [string, unknown]>): Ruleset {
  const position = { schema: 1, project: "p", environment: "e", epoch: 1, revision: 1 };
  const members = jsonObject(flags, (each) => each);
  const spec = readRuleset({ ...position, flags: members }, "lenient", []);
  assert.ok(spec !== null);
  return Ruleset.compile(spec, new Map(), ALL_EXTRAS);
}

class Reporting {
  readonly units = new UnitLog();
  readonly journal = new Journal(this.units);
  readonly contexts = new ContextSample([], {
    ...nodePlatform(null, ""),
    sha256: (bytes) => createHash("sha256").update(bytes).digest("hex"),
  });
  readonly report: Report;

  constructor(region: string | null = "nz") {
    this.report = new Report({ instance: "i", sdk: SDK, region }, this.journal, this.contexts);
  }

  serve(ruleset: Ruleset): void {
    this.journal.counts.applied(ruleset);
    this.report.applied(ruleset);
  }

  evaluated(ruleset: Ruleset, key: string, context: Context): void {
    const known = ruleset.compiled(key);
    this.journal.counts.count(key, known, evaluate(ruleset, key, context, null));
  }

  /** All that there is to say, each batch within bounds. */
  batches(): Json[] {
    const batches: Json[] = [];
    for (let next = this.report.next(false); next !== null; next = this.report.next(false)) {
      checkBounds(next);
      batches.push(JSON.parse(next));
      assert.ok(batches.length < 100);
    }
    assert.equal(this.report.isLeftOver, false);
    return batches;
  }
}

function told(batches: readonly Json[], list: string): number {
  return batches
    .flatMap((batch) => (batch[list] ?? []) as Counted[])
    .reduce((sum, { units, count = 0 }) => sum + (units?.length ?? count), 0);
}

const dropped = (batches: readonly Json[]) =>
  batches.reduce((sum, batch) => sum + (batch.dropped as number), 0);

describe("whatever there is to report, no batch is one that the server refuses", () => {
  it("releases beyond what a batch holds come with the next", () => {
    const reporting = new Reporting();
    for (let i = 0; i < 2_500; i++) reporting.units.happened(unit(`r${i}`, "alice"), "error", null);
    const batches = reporting.batches();
    assert.ok(batches.length > 2);
    assert.equal(told(batches, "exposures"), 2_500);
    assert.equal(told(batches, "outcomes"), 2_500);
    assert.equal(reporting.report.dropped, 0);
  });

  it("as many units as there may be are split by size", () => {
    const reporting = new Reporting();
    for (let i = 0; i < 50_000; i++)
      reporting.units.happened(unit("r", `unit-${i}`), "latency", -i / 7e-9 / 1e9);
    const batches = reporting.batches();
    assert.equal(told(batches, "exposures"), 50_000);
    assert.equal(told(batches, "outcomes"), 50_000);
  });

  it("flags beyond what a batch holds come with the next", () => {
    const keys = Array.from({ length: 6_000 }, (_, i) => `flag-${i}`);
    const ruleset = rulesetOf(keys.map((key) => [key, flag(true)]));
    const reporting = new Reporting();
    reporting.serve(ruleset);
    for (const key of keys) reporting.evaluated(ruleset, key, Context.empty());
    const batches = reporting.batches();
    assert.ok(batches.length > 1);
    assert.equal(told(batches, "evaluations"), 6_000);
    assert.equal(reporting.report.evaluations, 6_000);
  });

  it("a count beyond what a batch holds is split", () => {
    const reporting = new Reporting();
    const tally = { variant: "on", reason: "STATIC" as const, count: 2_500_000_000 };
    reporting.journal.counts.tallies.set("f", [tally]);
    const batches = reporting.batches();
    assert.equal(batches.length, 3);
    assert.equal(told(batches, "evaluations"), 2_500_000_000);
  });

  it("of what is not supported it tells as far as it may", () => {
    const strange = { ...flag(true), type: "x".repeat(500) };
    const name = (i: number) => (i % 2 === 0 ? "flag-" : "f".repeat(90)) + i;
    const reporting = new Reporting();
    reporting.serve(rulesetOf(Array.from({ length: 300 }, (_, i) => [name(i), strange])));
    const told = reporting.batches().map(({ unsupported }) => (unsupported as unknown[]).length);
    assert.deepEqual(told, [100]);
  });

  it("contexts that fill a batch come one after the other", () => {
    const names = Array.from({ length: 40 }, (_, i) => `name${i}`);
    const reporting = new Reporting();
    reporting.contexts.follow({ ...RULES, clear: names });
    const attributes = Object.fromEntries(names.map((name) => [name, "界".repeat(900)]));
    const contexts = Array.from({ length: 20 }, (_, i) =>
      Context.of({ targetingKey: `user-${i}`, ...attributes }),
    );
    const units = new Set<unknown>();
    for (let i = 0; i < 60 && units.size < contexts.length; i++) {
      for (const each of contexts) reporting.contexts.seen(each);
      for (const { contexts: sampled = [] } of reporting.batches())
        for (const each of sampled as Json[]) units.add(each.unit);
    }
    assert.equal(units.size, contexts.length);
  });

  const text = fc
    .array(
      fc.constantFrom(
        "a",
        "Z-9",
        "é",
        "日本",
        "😀",
        '"',
        "\\",
        "\n",
        "\0",
        "\uD83D",
        "\uDE00",
        " ",
      ),
      { maxLength: 60 },
    )
    .map((pieces) => pieces.join(""));
  const tracked = fc.record({
    release: text,
    stage: fc.integer({ min: 0, max: 1_500 }),
    region: text,
    unit: text,
    metric: text,
    value: fc.double({ noNaN: true, noDefaultInfinity: true }),
    flag: text,
    attribute: text,
  });
  const flags = fc.uniqueArray(
    fc.record({ key: text, variant: text, type: fc.constantFrom("boolean", "x".repeat(300)) }),
    { maxLength: 20, selector: ({ key }) => key },
  );

  it("nothing is lost without being counted, whatever it is", () => {
    fc.assert(
      fc.property(fc.array(tracked, { maxLength: 80 }), flags, text, (tracks, some, region) => {
        const reporting = new Reporting(region);
        reporting.contexts.follow({ ...RULES, clear: ["a", "Z-9", "é"] });
        const ruleset = rulesetOf(
          some.map(({ key, variant, type }) => [
            key,
            flag(true, {
              type,
              variants: { [variant]: true },
              offVariant: variant,
              default: { variant },
            }),
          ]),
        );
        reporting.serve(ruleset);
        const exposed = new Set<string>();
        const happened = new Set<string>();
        for (const [
          i,
          { release, stage, region: at, metric, value, ...each },
        ] of tracks.entries()) {
          const assignment = { ...unit(release, each.unit + i), stage, region: at };
          reporting.units.happened(assignment, metric, null);
          reporting.units.happened(assignment, metric, value);
          exposed.add(JSON.stringify([release, assignment.unit]));
          happened.add(JSON.stringify([release, metric, assignment.unit]));
          const context = Context.of({
            targetingKey: `u${i}`,
            region: at,
            [each.attribute]: each.flag,
          });
          const key = some[i % 2 === 0 ? i % Math.max(some.length, 1) : -1]?.key ?? each.flag;
          reporting.evaluated(ruleset, key, context);
          reporting.contexts.seen(context);
        }
        const batches = reporting.batches();
        const all = ["exposures", "outcomes", "evaluations"].map((list) => told(batches, list));
        const sum = all.reduce((one, other) => one + other, 0);
        const { dropped: lost } = reporting.report;
        assert.equal(sum + lost, exposed.size + 2 * happened.size + tracks.length);
        assert.equal(dropped(batches), lost);
      }),
      { numRuns: 150 },
    );
  });

  it("the whole way, from an application that asks for what is no flag", async () => {
    const server = await new WireServer().start();
    server.ruleset.flags = { flag: flag(true) };
    const client = createClient({ url: server.url, sdkKey: "fls_k", region: "n".repeat(65) });
    await client.ready(5_000);
    for (let i = 0; i < 12_000; i++) {
      const key = [`\0${i}`, `${"x".repeat(70)}${i}`, `unknown-${i}`][i % 3] as string;
      client.booleanValue(key, {}, false);
    }
    await client.flush();
    await until(() => told(server.batches, "evaluations") === 4_000, "all that are keys");
    for (const batch of server.batches) checkBounds(JSON.stringify(batch));
    assert.equal(client.telemetry().dropped, 8_000);
    assert.equal(dropped(server.batches), 8_000);
    assert.equal(client.telemetry().evaluations, 4_000);
    await client.close();
    await server.close();
  });
});
