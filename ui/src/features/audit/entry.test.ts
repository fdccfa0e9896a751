import { describe, expect, it } from "vitest";
import { filterOf, placeOf, read, sentencesOf } from "./entry";

const entry = { seq: 1, at: "", actor: "ada", hash: "" };

describe("an entry of the log", () => {
  it("is found by who, what, and what its subject begins with", () => {
    expect(filterOf("by:ada  action:flag.changed production/check")).toEqual({
      actor: "ada",
      action: "flag.changed",
      subject: "production/check",
    });
    expect(filterOf("by:")).toEqual({ actor: undefined });
  });

  it("leads to the flag that it is about, and nowhere else", () => {
    const of = (action: string, subject: string) => placeOf({ ...entry, action, subject });
    expect(of("flag.changed", "production/new")).toEqual({
      environment: "production",
      flag: "new",
    });
    expect(of("release.rolledBack", "staging/new")?.environment).toBe("staging");
    expect(of("flag.described", "new")).toBeUndefined();
    expect(of("segment.changed", "production/beta")).toBeUndefined();
  });

  it("says in sentences how a targeting differs, whatever parts the documents leave out", () => {
    const before = '{"offVariant":"off","default":{"variant":"off"}}';
    const after = { enabled: true, offVariant: "off", default: { variant: "off" } };
    expect(sentencesOf(read(before), read(after))).toEqual(["Turn the flag on."]);
    expect(sentencesOf(undefined, read(after))).toEqual([]);
    expect(sentencesOf(read("not json"), { name: "x" })).toEqual([]);
  });
});
