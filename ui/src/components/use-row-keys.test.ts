import { describe, expect, it } from "vitest";
import { step } from "./use-row-keys";

const keys = ["a", "b", "c"];

describe("a step from row to row", () => {
  it("begins at the first, and stays within", () => {
    expect(step(keys, { key: "", index: -1 }, 1)).toBe(0);
    expect(step(keys, { key: "", index: -1 }, -1)).toBe(0);
    expect(step(keys, { key: "c", index: 2 }, 1)).toBe(2);
    expect(step(keys, { key: "a", index: 0 }, -1)).toBe(0);
  });

  it("goes from the row, wherever that is by now", () => {
    expect(step(keys, { key: "b", index: 0 }, 1)).toBe(2);
    expect(step(["x", "y", ...keys], { key: "a", index: 0 }, -1)).toBe(1);
  });

  it("goes to the row that took the place of one that is gone", () => {
    expect(step(keys, { key: "gone", index: 1 }, 1)).toBe(1);
    expect(step(keys, { key: "gone", index: 1 }, -1)).toBe(0);
    expect(step(keys, { key: "gone", index: 9 }, 1)).toBe(2);
  });
});
