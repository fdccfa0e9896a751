/**
 * Checks all candidates, measures them in turn, several rounds of it, and writes what came out. `npm run bench`;
 * BENCH_ROUNDS says how many rounds, three unless told.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import { fileURLToPath } from "node:url";
import { CANDIDATES, takesPart } from "./candidates.js";
import { check } from "./check.js";
import { FLAGS, WORKLOADS } from "./questions.js";
import { Report } from "./report.js";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const TARGET = fileURLToPath(new URL("../../../docs/reference/benchmarks.md", import.meta.url));
const MEASURE = fileURLToPath(new URL("measure.js", import.meta.url));
const BEGIN = "<!-- generated: node -->\n";
const END = "<!-- end of generated: node -->\n";

/** Every measurement, as the arguments of its process. */
const all = [
  ...Object.keys(WORKLOADS).flatMap((workload) =>
    Object.keys(CANDIDATES)
      .filter((title) => takesPart(title, workload))
      .map((title) => [title, workload, FLAGS]),
  ),
  ["Firstlight evaluator", "toggle", 10],
  ["Firstlight evaluator", "toggle", 10_000],
  ["rules", 1, 10],
  ["rules", 200, 10],
  ["million", 0, 1],
];

function measured(args) {
  const run = spawnSync(process.execPath, [MEASURE, ...args.map(String)], { encoding: "utf8" });
  const nanos = Number(run.stdout);
  if (run.status !== 0 || !(nanos > 0)) {
    throw new Error(`${args.join(", ")} could not be measured: ${run.stderr}`);
  }
  return nanos;
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

for (const [title, open] of Object.entries(CANDIDATES)) {
  for (const workload of Object.keys(WORKLOADS)) {
    if (takesPart(title, workload)) {
      await check(title, open, workload);
    }
  }
  say(`checked: ${title}`);
}
const load = os.loadavg()[0];
const report = new Report();
for (let round = 1; round <= ROUNDS; round++) {
  for (const args of all) {
    const nanos = measured(args);
    report.add(args, nanos);
    say(`round ${round}, ${args.join(", ")}: ${nanos.toFixed(1)} ns`);
  }
}
const header =
  `\`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: Node.js ${process.version}, ` +
  `${os.cpus().length} cores, load average ${load.toFixed(1)} at the start; medians of ${ROUNDS} rounds, ` +
  "each of which measures everything once in a process of its own.\n\n";
const tables = header + report.tables();
say(tables);
const before = readFileSync(TARGET, "utf8");
const from = before.indexOf(BEGIN) + BEGIN.length;
const to = before.indexOf(END);
writeFileSync(TARGET, `${before.slice(0, from)}\n${tables}${before.slice(to)}`);
process.exit(0); // some candidates leave timers behind
