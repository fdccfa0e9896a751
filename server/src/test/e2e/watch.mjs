// Embeds the Node SDK and prints each value a flag takes. Arguments: sdk-js's folder, the server, the key, the flag.
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, url, sdkKey, flag] = process.argv.slice(2);
const { createClient } = await import(pathToFileURL(path.join(folder, "dist/node.js")).href);
const flags = createClient({ url, sdkKey, region: "nz" });
const show = () => console.log(`value ${flags.booleanValue(flag, { targetingKey: "alice" }, false)}`);
await flags.ready(10_000);
show();
flags.onChange(flag, show);
process.stdin.on("end", () => flags.close());
process.stdin.resume();
