import { describe, expect, it } from "vitest";
import { boxOf, placeLabels, type Spot } from "./labels";

const frame = { width: 900, height: 430, size: 19, radius: 7.5 };

function overlaps(spots: Spot[], of = frame): number {
  const labels = placeLabels(spots, of);
  const boxes = spots.map((spot, i) => boxOf(spot, labels[i] as never, of.size));
  let found = 0;
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1))
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) found += 1;
  return found;
}

describe("the labels of a map", () => {
  it("are to the right of a place that has room", () => {
    expect(placeLabels([{ x: 100, y: 100, text: "us" }], frame)[0]?.anchor).toBe("start");
  });

  it("stay on the map where it ends", () => {
    const spot = { x: 880, y: 300, text: "nz 25 %" };
    const [label] = placeLabels([spot], frame);
    expect(boxOf(spot, label as never, 19).right).toBeLessThanOrEqual(900);
  });

  it("do not cover each other where regions are near", () => {
    const spots = [
      { x: 790, y: 330, text: "au 50 %" },
      { x: 868, y: 352, text: "nz 25 %" },
      { x: 700, y: 230, text: "sg" },
    ];
    expect(overlaps(spots)).toBe(0);
    const narrow = spots.map((spot) => ({ ...spot, text: spot.text.slice(0, 2) }));
    expect(overlaps(narrow, { ...frame, size: 34, radius: 12 })).toBe(0);
  });

  it("keep out of what moves around another place", () => {
    const spots = [
      { x: 770, y: 380, text: "au" },
      { x: 800, y: 395, text: "nz 25 %", halo: 30 },
    ];
    const labels = placeLabels(spots, frame);
    expect(boxOf(spots[0] as Spot, labels[0] as never, 19).right).toBeLessThanOrEqual(770);
    expect(overlaps(spots)).toBe(0);
  });

  it("find room for eight regions in a crowd", () => {
    const spots = Array.from({ length: 8 }, (_, i) => ({
      x: 420 + 45 * (i % 4),
      y: 120 + 45 * Math.floor(i / 4),
      text: `eu-${i}`,
    }));
    expect(overlaps(spots)).toBeLessThanOrEqual(1);
  });
});
