import { describe, expect, it } from "vitest";
import { about, duration, evidence, listing, points, signedMean } from "./format";
import { conditionText, serveText } from "./sentences";

describe("sentences", () => {
  it("say a condition as a person would", () => {
    const when = {
      all: [
        { segment: "beta" },
        {
          any: [
            { attribute: "plan", op: "in", values: ["a", "b"] },
            { not: { attribute: "x", op: "exists" } },
          ],
        },
      ],
    };
    expect(conditionText(when)).toBe("in segment beta and ( plan is one of a, b or not x exists )");
  });

  it("say a regional split", () => {
    const split = {
      by: "targetingKey",
      regions: [
        {
          in: ["nz"],
          ranges: [
            { to: 25_000, variant: "on" },
            { to: 100_000, variant: "off" },
          ],
        },
      ],
      ranges: [{ to: 100_000, variant: "off" }],
    };
    expect(serveText({ split }).replaceAll("\u00a0", " ")).toBe(
      "on 25 %, off 75 % in nz; off 100 % elsewhere (by targetingKey)",
    );
  });

  it("say figures", () => {
    expect(points(0.051)).toBe("+5.1");
    expect(points(-0.051)).toBe("−5.1");
    expect(points(-0.0001)).toBe("0.0");
    expect(points(0.123)).toBe("+12");
    expect(evidence(37.4)).toBe("37×");
    expect(evidence(4.2e12)).toBe("4·10¹²×");
    expect(duration("PT1H30M").replaceAll("\u00a0", " ")).toBe("1 h 30 min");
    expect(about("PT12M34.5S").replaceAll("\u00a0", " ")).toBe("13 min");
    expect(about("PT80S").replaceAll("\u00a0", " ")).toBe("80 s");
    expect(about("P2DT1H").replaceAll("\u00a0", " ")).toBe("2 d");
    expect(signedMean(-1240.4)).toBe("−1,240");
    expect(listing(["a", "b", "c", "d", "e"])).toBe("a, b, c and 2 more");
  });
});
