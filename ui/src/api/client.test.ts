import { afterEach, describe, expect, it, vi } from "vitest";
import { all } from "./client";

afterEach(() => vi.unstubAllGlobals());

describe("a list in pages", () => {
  it("is asked for to its end, each page after the one before", async () => {
    const asked: string[] = [];
    const pages = [
      { items: ["a", "b"], nextCursor: "b" },
      { items: ["c"], nextCursor: null },
    ];
    vi.stubGlobal("fetch", async (at: string) => {
      asked.push(at);
      return new Response(JSON.stringify(pages.shift()));
    });
    expect(await all("/projects", { state: "running", flag: undefined })).toEqual(["a", "b", "c"]);
    expect(asked).toEqual([
      "/api/v1/projects?state=running&limit=500",
      "/api/v1/projects?state=running&limit=500&cursor=b",
    ]);
  });
});
