// Embeds the Node SDK and prints each value a flag takes, and each time it had to fall back.
// Arguments: sdk-js's folder, the server, the key, the flag.
import path from "node:path";
import { pathToFileURL } from "node:url";

const SAMPLE_MS = 10;
const [folder, url, sdkKey, flag] = process.argv.slice(2);
const { createClient } = await import(pathToFileURL(path.join(folder, "dist/node.js")).href);
const flags = createClient({ url, sdkKey, region: "nz" });
let last = "";
const show = () => {
  const { value, errorCode } = flags.booleanEvaluation(flag, { targetingKey: "alice" }, false);
  const now = errorCode ? `fallback ${errorCode}` : `value ${value}`;
  if (now !== last) console.log(now);
  last = now;
};
await flags.ready(10_000);
show();
flags.onChange(flag, show);
const sampling = setInterval(show, SAMPLE_MS);
process.stdin.on("end", () => {
  clearInterval(sampling);
  flags.close();
});
process.stdin.resume();
