// Installs what the lock file names, unless that was done already: `npm ci` costs half a minute of every build.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const [npm = "npm", install = "ci"] = process.argv.slice(2);
const mark = "node_modules/.firstlight-lock";
const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");

if (existsSync(mark) && readFileSync(mark, "utf8") === lock) {
  console.log("node_modules is as the lock file says");
} else {
  const done = spawnSync(npm, [install, "--ignore-scripts", "--no-fund", "--no-audit"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
  writeFileSync(mark, lock);
}
