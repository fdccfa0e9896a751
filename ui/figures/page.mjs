// Writes what was seen into the page of the console, each part where it belongs.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { root } from "./server.mjs";

const file = join(root, "docs/reference/console.md");

const table = (rows) =>
  [
    "| | target | seen | |",
    "|---|---|---|---|",
    ...rows.map(
      ({ what, target, seen, met }) =>
        `| ${what} | ${target} | ${seen} | ${met ? "met" : "**not met**"} |`,
    ),
  ].join("\n");

/** The text with a part's table in place of the one before. */
export function put(text, name, rows, when) {
  const from = `<!-- figures: ${name} -->`;
  const to = `<!-- end: ${name} -->`;
  const [before, rest] = text.split(from);
  const after = rest?.split(to)[1];
  if (after === undefined) throw new Error(`docs/reference/console.md has no place for ${name}.`);
  return `${before}${from}\n${table(rows)}\n\nOn ${when}.\n${to}${after}`;
}

/** What else the machine did is half of a figure: its load before, which is not the measurement's. */
export function write(name, rows, load) {
  const day = new Date().toISOString().slice(0, 10);
  const when = `${day}, with ${cpus().length} cores and a load of ${load.toFixed(1)} when it began`;
  writeFileSync(file, put(readFileSync(file, "utf8"), name, rows, when));
}
