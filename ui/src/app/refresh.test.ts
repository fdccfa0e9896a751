import { describe, expect, it } from "vitest";
import { cacheKey } from "../api/shared-queries";
import { oldBy } from "./refresh";

const p = "shop";
const flag = { kind: "flag", environment: "production", key: "checkout" } as const;
const revision = { kind: "environment", environment: "production", revision: 7 } as const;

describe("what signals make old", () => {
  it("is one flag where one is named, and not the whole list", () => {
    const { keys, flags } = oldBy(p, [flag, revision]);
    expect(flags).toEqual(["checkout"]);
    expect(keys).toContainEqual(cacheKey.environments(p));
    expect(keys).not.toContainEqual(cacheKey.flags(p));
    expect(keys).not.toContainEqual(cacheKey.segments(p));
  });

  it("is everything of an environment whose revision no flag explains", () => {
    const elsewhere = { ...revision, environment: "staging" };
    for (const signals of [[revision], [flag, elsewhere]]) {
      const { keys, flags } = oldBy(p, signals);
      expect(keys).toContainEqual(cacheKey.flags(p));
      expect(keys).toContainEqual(cacheKey.segments(p));
      expect(flags).toEqual([]);
    }
  });

  it("is the whole list where many flags changed, or settings", () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ ...flag, key: `flag-${i}` }));
    expect(oldBy(p, [...many, revision]).keys).toContainEqual(cacheKey.flags(p));
    const settings = { kind: "environment", environment: "production" } as const;
    expect(oldBy(p, [flag, settings]).keys).toContainEqual(cacheKey.flags(p));
  });

  it("is named once however often it was said", () => {
    const { keys } = oldBy(p, [{ kind: "release" }, { kind: "release" }, { kind: "audit" }]);
    expect(keys).toEqual([cacheKey.releases(p), cacheKey.audit(p)]);
  });
});
