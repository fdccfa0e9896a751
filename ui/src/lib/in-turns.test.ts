import { expect, it } from "vitest";
import { inTurns } from "./in-turns";

it("keeps the order, does a few at once, and no more", async () => {
  let now = 0;
  let most = 0;
  const work = async (n: number) => {
    most = Math.max(most, ++now);
    // The later finish first.
    await new Promise((done) => setTimeout(done, 12 - n));
    now -= 1;
    return n * 2;
  };
  expect(await inTurns([1, 2, 3, 4, 5, 6], 3, work)).toEqual([2, 4, 6, 8, 10, 12]);
  expect(most).toBe(3);
});

it("does nothing where there is nothing", async () => {
  expect(await inTurns([], 3, async () => 1)).toEqual([]);
});

it("fails with the first that fails", async () => {
  const work = async (n: number) => {
    if (n === 2) throw new Error("two");
    return n;
  };
  await expect(inTurns([1, 2, 3], 1, work)).rejects.toThrow("two");
});
