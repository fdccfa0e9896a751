import { describe, expect, it } from "vitest";
import { rightsHere, rightsText } from "./grants";

describe("what somebody may do", () => {
  const grants = [
    { project: "shop", role: "editor" },
    { project: "shop", environment: "production", role: "releaser" },
  ];

  it("is said for everywhere and for each place", () => {
    expect(rightsText("member", grants)).toBe(
      "member; editor in shop; releaser in shop/production",
    );
    expect(rightsText("admin")).toBe("admin");
  });

  it("is said for one project without its name", () => {
    expect(rightsHere(grants)).toBe("editor; releaser in production");
    expect(rightsHere([])).toBe("–");
  });
});
