// Asks with Unleash's own SDK for Node.js what a specification's cases ask, prints the answers as one line of JSON, and
// then, each time it has fetched anew, whether the last of its features is on. Arguments: the server, the key, the file.
import { readFileSync } from "node:fs";
import { startUnleash } from "unleash-client";

const [server, key, file] = process.argv.slice(2);
const specification = JSON.parse(readFileSync(file, "utf8"));
const unleash = await startUnleash({
  url: `${server}/api`,
  appName: "e2e",
  customHeaders: { Authorization: key },
  refreshInterval: 300,
  metricsInterval: 500,
  skipInstanceCountWarning: true,
});
unleash.on("error", (error) => console.log(`error ${error.message}`));
unleash.on("warn", (warning) => console.log(`warning ${warning}`));
unleash.on("sent", () => console.log("sent"));
const answers = {
  tests: (specification.tests ?? []).map((each) => unleash.isEnabled(each.toggleName, each.context)),
  variantTests: (specification.variantTests ?? []).map((each) => unleash.getVariant(each.toggleName, each.context)),
};
console.log(`answers ${JSON.stringify(answers)}`);
const watched = specification.watched;
let last = unleash.isEnabled(watched);
unleash.on("changed", () => {
  const now = unleash.isEnabled(watched);
  if (now !== last) console.log(`now ${now}`);
  last = now;
});
process.stdin.on("end", () => unleash.destroy());
process.stdin.resume();
