import { describe, expect, it } from "vitest";
import { differences } from "../text/targeting-diff";
import { BUCKETS, entryIn, moved, movedByRegion, ranges, setWeight, weights } from "./split";
import type { Serve, TargetingEdit } from "./targeting";

const half = [
  { to: 50_000, variant: "on" },
  { to: 100_000, variant: "off" },
];

describe("a split", () => {
  it("is weights and back", () => {
    expect(weights(half)).toEqual([
      { variant: "on", buckets: 50_000 },
      { variant: "off", buckets: 50_000 },
    ]);
    expect(ranges(weights(half))).toEqual(half);
  });

  it("leaves out what gets nothing, and always ends at the last bucket", () => {
    expect(ranges(setWeight(weights(half), "on", 100_000))).toEqual([
      { to: 100_000, variant: "on" },
    ]);
    expect(ranges(setWeight(weights(half), "off", 30_000))).toEqual([
      { to: 70_000, variant: "on" },
      { to: 100_000, variant: "off" },
    ]);
  });

  it("takes from the last first", () => {
    const three = [
      { variant: "a", buckets: 20_000 },
      { variant: "b", buckets: 50_000 },
      { variant: "c", buckets: 30_000 },
    ];
    expect(setWeight(three, "a", 60_000).map(({ buckets }) => buckets)).toEqual([
      60_000, 40_000, 0,
    ]);
  });

  it("says what share of units moves", () => {
    const more = [
      { to: 70_000, variant: "on" },
      { to: 100_000, variant: "off" },
    ];
    expect(moved(half, more)).toBe(0.2);
    expect(moved(half, half)).toBe(0);
  });
});

describe("what counts in a region", () => {
  const groups = [{ key: "apac", regions: ["nz", "au"] }];
  const split = (...named: string[][]) => ({
    by: "targetingKey",
    ranges: half,
    regions: named.map((names) => ({ in: names, ranges: half })),
  });

  it("is the first entry that names it, or a group that holds it", () => {
    expect(entryIn(split(["us"], ["nz"]), "nz", groups)).toBe(1);
    expect(entryIn(split(["us"], ["apac"], ["nz"]), "nz", groups)).toBe(1);
    expect(entryIn(split(["nz"], ["apac"]), "au", groups)).toBe(1);
    expect(entryIn(split(["apac"]), "us", groups)).toBeUndefined();
    expect(entryIn({ by: "targetingKey", ranges: half }, "nz", groups)).toBeUndefined();
  });
});

describe("what a release moves", () => {
  const off = [{ to: BUCKETS, variant: "off" }];
  const none = { variant: "off" };
  const inNz = {
    split: { by: "targetingKey", ranges: off, regions: [{ in: ["nz"], ranges: half }] },
  };

  it("is told for each region with ranges of its own, and for elsewhere", () => {
    expect(movedByRegion(none, inNz)).toEqual([
      { region: "nz", share: 0.5 },
      { region: undefined, share: 0 },
    ]);
    expect(movedByRegion(inNz, { variant: "on" })).toEqual([
      { region: "nz", share: 0.5 },
      { region: undefined, share: 1 },
    ]);
  });

  it("is said as a sentence", () => {
    const edit = (serve: Serve): TargetingEdit => ({
      enabled: true,
      offVariant: "off",
      prerequisites: [],
      targets: [],
      rules: [],
      default: serve,
    });
    const [sentence] = differences(edit(none), edit(inNz));
    expect(sentence).toMatch(/; 50\s% of units in nz move\.$/);
    const [whole] = differences(edit(inNz), edit({ variant: "on" }));
    expect(whole).toMatch(/; 50\s% of units in nz and 100\s% of units elsewhere move\.$/);
  });
});
