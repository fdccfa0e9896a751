import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Assignment } from "../../src/core/assignment.js";
import { UnitGroups } from "../../src/telemetry/unit-groups.js";
import { type Entry, UnitLog } from "../../src/telemetry/unit-log.js";

const of = (unit: string): Assignment => ({
  release: "r",
  stage: 0,
  region: "nz",
  arm: "control",
  unit,
});

function taken(log: UnitLog, most: number): Entry[] {
  const entries: Entry[] = [];
  log.take((entry) => entries.length < most && entries.push(entry) > 0);
  return entries;
}

function drain(log: UnitLog, most: number): UnitGroups {
  const groups = new UnitGroups();
  for (const entry of taken(log, most)) assert.ok(groups.take(entry));
  return groups;
}

describe("a log of units", () => {
  it("has each exposure once, and each event as often as it happened since the last time", () => {
    const log = new UnitLog();
    for (let i = 0; i < 3; i++) log.happened(of("alice"), "error", null);
    const first = drain(log, 10);
    assert.equal(first.exposures[0]?.units.length, 1);
    assert.deepEqual(
      first.outcomes.map(({ values, counts }) => ({ values, counts })),
      [{ values: null, counts: [3] }],
    );
    log.happened(of("alice"), "error", null);
    const second = drain(log, 10);
    assert.equal(second.exposures.length, 0);
    assert.deepEqual(second.outcomes[0]?.counts, [1]);
    assert.deepEqual(second.outcomes[0]?.units, first.exposures[0]?.units);
    assert.ok(log.isEmpty);
  });

  it("has the mean of what was measured, however large", () => {
    const log = new UnitLog();
    for (const value of [1, 2, 6]) log.happened(of("alice"), "ms", value);
    for (const value of [Number.MAX_VALUE, Number.MAX_VALUE]) log.happened(of("bob"), "ms", value);
    for (const value of [Number.MAX_VALUE, -Number.MAX_VALUE])
      log.happened(of("carol"), "ms", value);
    const outcomes = taken(log, 10).filter(({ metric }) => metric !== null);
    assert.deepEqual(
      outcomes.map(({ measured: { mean, count } }) => [mean, count]),
      [
        [3, 3],
        [Number.MAX_VALUE, 2],
        [0, 2],
      ],
    );
  });

  it("keeps events and measurements of one metric apart", () => {
    const log = new UnitLog();
    log.happened(of("alice"), "m", null);
    log.happened(of("alice"), "m", 5);
    assert.deepEqual(
      drain(log, 10).outcomes.map(({ values }) => values),
      [null, [5]],
    );
  });

  it("is drained in parts, exposures before the outcomes of the same unit", () => {
    const log = new UnitLog();
    log.happened(of("alice"), "m", null);
    log.happened(of("bob"), "m", null);
    const parts = [drain(log, 3), drain(log, 3)];
    assert.deepEqual(
      parts.map(({ exposures, outcomes }) =>
        [exposures, outcomes].map((groups) => groups.flatMap(({ units }) => units).length),
      ),
      [
        [2, 1],
        [0, 1],
      ],
    );
  });

  it("is bounded: what is known goes on being counted, and what is not is counted as lost", () => {
    const log = new UnitLog();
    for (let i = 0; i < 50_000; i++) log.happened(of(`u${i}`), "m", null);
    log.happened(of("one more"), "m", null);
    log.happened(of("u0"), "m", null);
    assert.equal(log.takeDropped(), 2); // its exposure and its event
    assert.equal(log.takeDropped(), 0);
    assert.equal(drain(log, 2).outcomes[0]?.counts[0], 2);
  });
});
