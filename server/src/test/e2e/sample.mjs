// Embeds the Node SDK, which samples contexts, and lets many users ask for a flag, over and over.
// Arguments: sdk-js's folder, the server, the key, the flag, the users as a file of JSON lines.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const EVERY_MS = 50;
const [folder, url, sdkKey, flag, file] = process.argv.slice(2);
const { createClient } = await import(pathToFileURL(path.join(folder, "dist/node.js")).href);
const flags = createClient({
  url,
  sdkKey,
  sampleContexts: true,
  privateAttributes: ["ssn"],
  timing: { idle: EVERY_MS, receipt: EVERY_MS },
});
const users = fs
  .readFileSync(file, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line));
await flags.ready(10_000);
const ask = () => {
  for (const user of users) flags.booleanValue(flag, user, false);
};
ask();
console.log("asked");
const asking = setInterval(ask, EVERY_MS);
process.stdin.on("end", () => {
  clearInterval(asking);
  flags.close();
});
process.stdin.resume();
