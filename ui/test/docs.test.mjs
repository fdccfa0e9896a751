import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { put } from "../figures/page.mjs";
import { parts } from "../figures/parts.mjs";
import { pictured } from "../figures/routes.mjs";

const docs = join(import.meta.dirname, "../../docs");
const page = readFileSync(join(docs, "reference/console.md"), "utf8");

describe("the page of the console", () => {
  it.each(pictured)("shows %s in light and dark, and both are small", (name) => {
    for (const scheme of ["light", "dark"]) {
      const file = `console/${name}-${scheme}.webp`;
      expect(page).toContain(`../${file}`);
      const { size } = statSync(join(docs, file));
      expect(size).toBeGreaterThan(5 * 1024);
      expect(size).toBeLessThanOrEqual(100 * 1024);
    }
  });

  it.each(parts)("has a place for the figures of %s", (name) => {
    const rows = [{ what: "a", target: "b", seen: "c", met: false }];
    const written = put(page, name, rows, "2026-01-01");
    expect(written).toContain("| a | b | c | **not met** |\n\nOn 2026-01-01.");
    expect(put(written, name, rows, "2026-01-01")).toBe(written);
  });
});
