// Evaluates in the process with OpenFeature's own flagd provider what a file asks, prints the values as one line of JSON,
// and then each value that a flag takes. Arguments: the server's port, the selector, the file, the flag to watch.
import { readFileSync } from "node:fs";
import { FlagdProvider } from "@openfeature/flagd-provider";
import { OpenFeature } from "@openfeature/server-sdk";

const [port, selector, file, flag] = process.argv.slice(2);
await OpenFeature.setProviderAndWait(
  new FlagdProvider({ resolverType: "in-process", host: "localhost", port: Number(port), tls: false, selector }),
);
const client = OpenFeature.getClient();
const answers = [];
for (const { flag: key, context } of JSON.parse(readFileSync(file, "utf8"))) {
  const { variant, errorCode } = await client.getStringDetails(key, "-", context);
  answers.push(variant ?? errorCode);
}
console.log(`answers ${JSON.stringify(answers)}`);
const show = async () => console.log(`now ${await client.getBooleanValue(flag, false)}`);
await show();
client.addHandler("PROVIDER_CONFIGURATION_CHANGED", show);
process.stdin.on("end", () => OpenFeature.close());
process.stdin.resume();
