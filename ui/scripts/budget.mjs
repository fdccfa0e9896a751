// Fails the build when the console grows past what a worried person on a train should have to wait for.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const KB = 1024;
const budget = { initial: 180 * KB, css: 25 * KB, lazy: 110 * KB, script: 450 * KB };
const root = "target/classes/META-INF/resources";
const manifest = JSON.parse(readFileSync(join(root, ".vite/manifest.json"), "utf8"));
rmSync(join(root, ".vite"), { recursive: true }); // for this script, not for the jar
const size = (file) => gzipSync(readFileSync(join(root, file)), { level: 9 }).length;

/** The files fetched before anything is seen: the entry and all that it imports statically. */
function initialFiles(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const imported of chunk.imports ?? []) initialFiles(imported, seen);
  return seen;
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const initial = initialFiles(entry);
const assets = readdirSync(join(root, "assets")).map((name) => `assets/${name}`);
const scripts = assets.filter((file) => file.endsWith(".js"));
const sum = (files) => files.reduce((total, file) => total + size(file), 0);

const figures = {
  initial: sum([...initial]),
  css: sum(assets.filter((file) => file.endsWith(".css"))),
  lazy: Math.max(0, ...scripts.filter((file) => !initial.has(file)).map(size)),
  script: sum(scripts),
};
let over = false;
for (const [name, bytes] of Object.entries(figures)) {
  const bad = bytes > budget[name];
  over ||= bad;
  console.log(
    `${bad ? "OVER " : "     "}${name.padEnd(8)} ${(bytes / KB).toFixed(1)} KB of ${budget[name] / KB} KB gzip`,
  );
}
if (over) process.exit(1);
