import { describe, expect, it } from "vitest";
import { moved, ranges, setWeight, weights } from "./split";

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
