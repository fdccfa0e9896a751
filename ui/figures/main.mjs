// Measures every figure of the console in a real browser before the packaged server: all parts, or those that are named.
import { loadavg } from "node:os";
import { complaints } from "./chrome.mjs";
import { row } from "./lab.mjs";
import { write } from "./page.mjs";
import { parts } from "./parts.mjs";

const wanted = process.argv
  .slice(2)
  .flatMap((names) => names.split(","))
  .filter((name) => name !== "");
const unknown = wanted.filter((name) => !parts.includes(name));
if (unknown.length > 0) throw new Error(`There is no part ${unknown}; there are ${parts}.`);

const failed = [];
for (const name of parts.filter((one) => wanted.length === 0 || wanted.includes(one))) {
  console.log(`\n${name}`);
  complaints.length = 0;
  const [load] = loadavg();
  try {
    const { default: measure } = await import(`./parts/${name}.mjs`);
    const rows = await measure();
    if (name !== "sizes") {
      for (const text of complaints) console.log(`  complaint: ${text}`);
      const what = "errors in the browser's console, failed requests, requests to another host";
      rows.push(row(what, "0", String(complaints.length), complaints.length === 0));
    }
    for (const { what, target, seen, met } of rows)
      console.log(`  ${met ? "met    " : "NOT MET"} ${what}: ${seen} (${target})`);
    write(name, rows, load);
  } catch (error) {
    // The other parts have figures of their own.
    failed.push(name);
    console.error(error);
  }
}
if (failed.length > 0) {
  console.error(`\nNot measured: ${failed.join(", ")}`);
  process.exit(1);
}
process.exit(0);
