import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { row } from "../lab.mjs";
import { root } from "../server.mjs";

const wanted = {
  initial: "script before anything is seen, gzip",
  css: "all CSS, gzip",
  lazy: "largest script that is loaded later, gzip",
  script: "all scripts, gzip",
};

/** What the build itself refuses, as it printed it. */
export default async () => {
  const printed = execFileSync("npm", ["run", "bundle"], { cwd: join(root, "ui") }).toString();
  return Object.entries(wanted).map(([name, what]) => {
    const [, kb, most] = new RegExp(`${name} +([\\d.]+) KB of (\\d+) KB`).exec(printed);
    return row(what, `≤ ${most} KB`, `${kb} KB`, Number(kb) <= Number(most));
  });
};
