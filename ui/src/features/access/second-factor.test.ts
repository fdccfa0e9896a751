import { describe, expect, it } from "vitest";
import { Problem } from "../../lib/problem";
import { grouped, squares, wantsCode } from "./second-factor";

describe("a second factor", () => {
  it("is wanted where the server says so, and nowhere else", () => {
    const code = [{ pointer: "/code", detail: "Send it." }];
    expect(wantsCode(new Problem(401, "Not signed in", "", code))).toBe(true);
    expect(wantsCode(new Problem(401, "Not signed in", ""))).toBe(false);
    expect(wantsCode(new Problem(422, "Invalid", "", code))).toBe(false);
    expect(wantsCode(new Error("code"))).toBe(false);
  });

  it("has a secret that can be typed", () => {
    expect(grouped("ABCDEFGHIJ")).toBe("ABCD EFGH IJ");
    expect(grouped("ABCD")).toBe("ABCD");
  });

  it("is drawn square by square", () => {
    expect(
      squares([
        [true, false],
        [false, true],
      ]),
    ).toBe("M0 0h1v1h-1zM1 1h1v1h-1z");
  });
});
