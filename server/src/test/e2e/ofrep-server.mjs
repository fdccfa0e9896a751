// Asks with OpenFeature's own server SDK and OFREP provider, again and again, and prints each answer that differs.
// Arguments: the server, the key.
import { setTimeout as sleep } from "node:timers/promises";
import { OFREPProvider } from "@openfeature/ofrep-provider";
import { OpenFeature } from "@openfeature/server-sdk";

const SAMPLE_MS = 50;
const [baseUrl, key] = process.argv.slice(2);
await OpenFeature.setProviderAndWait(new OFREPProvider({ baseUrl, headers: [["X-API-Key", key]] }));
const client = OpenFeature.getClient();
const context = { targetingKey: "alice", region: "nz" };
let last = "";
const show = async () => {
  const asked = await Promise.all([
    client.getBooleanDetails("checkout", false, context),
    client.getNumberDetails("ratio", 0, context),
    client.getStringDetails("greeting", "", context),
    client.getObjectDetails("theme", {}, context),
    client.getBooleanDetails("nothing", true, context),
  ]);
  const now = asked.map(({ value, errorCode }) => errorCode ?? JSON.stringify(value)).join(" ");
  if (now !== last) console.log(now);
  last = now;
};
let open = true;
process.stdin.on("end", () => {
  open = false;
});
process.stdin.resume();
// One after the other: of two that are under way at once, the earlier may be answered last.
while (open) {
  await show();
  await sleep(SAMPLE_MS);
}
