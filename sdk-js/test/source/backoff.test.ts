import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Backoff } from "../../src/source/backoff.js";

describe("a wait after a failure", () => {
  let now: number;
  let backoff: Backoff;

  beforeEach(() => {
    now = 1_000;
    const timing = { firstBackoff: 1_000, mostBackoff: 30_000 };
    backoff = new Backoff(timing, { now: () => now, random: () => 1 });
  });

  const waits = (count: number) => Array.from({ length: count }, () => backoff.next(0));

  it("doubles up to the longest", () => {
    assert.deepEqual(waits(7), [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it("is longer where the server says so", () => {
    assert.equal(backoff.next(7_000), 8_000);
  });

  it("is the first again when all was well for a while, and not when it was for a moment", () => {
    waits(3);
    backoff.well();
    now += 4_999;
    assert.equal(backoff.next(0), 8_000);
    backoff.well();
    now += 3_000;
    backoff.well(); // still
    now += 2_000;
    assert.equal(backoff.next(0), 1_000);
  });

  it("lets nobody ask more than twenty times a minute who is always let in and always cut off", () => {
    let asked = 0;
    const random = () => ((asked * 7_919) % 100) / 100;
    const timing = { firstBackoff: 1_000, mostBackoff: 30_000 };
    backoff = new Backoff(timing, { now: () => now, random });
    for (now = 0; now < 60_000; asked++) {
      backoff.well();
      now += 1 + backoff.next(0);
    }
    assert.ok(asked <= 20, `${asked} times`);
  });
});
