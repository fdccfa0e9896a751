// Embeds the Node SDK with a kill list and prints each value a flag takes.
// Arguments: sdk-js's folder, the server, the key, the flag, the list, the public key.
import path from "node:path";
import { pathToFileURL } from "node:url";

const SAMPLE_MS = 10;
const [folder, url, sdkKey, flag, source, publicKey] = process.argv.slice(2);
const { createClient } = await import(pathToFileURL(path.join(folder, "dist/node.js")).href);
const flags = createClient({
  url,
  sdkKey,
  killList: { source, publicKey },
  timing: { killCheck: 50 },
});
let last = "";
const show = () => {
  const { value } = flags.booleanEvaluation(flag, { targetingKey: "alice" }, false);
  const now = `value ${value} under ${flags.killList().serial > 0 ? "a list" : "none"}`;
  if (now !== last) console.log(now);
  last = now;
};
await flags.ready(10_000);
const sampling = setInterval(show, SAMPLE_MS);
process.stdin.on("end", () => {
  clearInterval(sampling);
  flags.close();
});
process.stdin.resume();
