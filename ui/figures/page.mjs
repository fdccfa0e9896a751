// Writes what was seen into the page of the console, each part where it belongs.
import { readFileSync, writeFileSync } from "node:fs";
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
export function put(text, name, rows, day) {
  const from = `<!-- figures: ${name} -->`;
  const to = `<!-- end: ${name} -->`;
  const [before, rest] = text.split(from);
  const after = rest?.split(to)[1];
  if (after === undefined) throw new Error(`docs/reference/console.md has no place for ${name}.`);
  return `${before}${from}\n${table(rows)}\n\nOn ${day}.\n${to}${after}`;
}

export function write(name, rows) {
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(file, put(readFileSync(file, "utf8"), name, rows, day));
}
