// Checks what applications compile against: the declarations, themselves included, with each TypeScript they may have,
// as a module, as CommonJS and for a bundler; and what firstlight-types makes, in the same way.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";

const CHECKED = [
  ["typescript-5.4", "node"],
  ["typescript-5.9", "node"],
  ["typescript", "node"],
  ["typescript", "bundler"],
];
const MADE = "test/types/made";

mkdirSync(MADE, { recursive: true });
let failed = false;
for (const target of ["node", "browser", "react"]) {
  const args = ["--for", target, "--out", `${MADE}/${target}.mts`, "test/accessors/manifest.json"];
  const run = spawnSync(process.execPath, ["dist/bin/firstlight-types.js", ...args]);
  process.stdout.write(run.stderr);
  failed ||= run.status !== 0;
}
for (const [compiler, project] of CHECKED) {
  const tsc = `node_modules/${compiler}/bin/tsc`;
  const run = spawnSync(process.execPath, [tsc, "-p", `test/types/${project}.json`], {
    encoding: "utf8",
  });
  // Of what others declare we cannot be the judge.
  const ours = run.stdout.split("\n").filter((line) => /^(dist|test|error)/.test(line));
  process.stdout.write(ours.map((line) => `${compiler}, ${project}: ${line}\n`).join(""));
  failed ||= ours.length > 0 || run.error !== undefined;
}
rmSync(MADE, { recursive: true });
if (failed) process.exit(1);
