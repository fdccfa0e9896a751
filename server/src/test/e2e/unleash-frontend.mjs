// Asks with Unleash's own frontend SDK what a specification's cases ask, one client for each context, and prints the
// answers as one line of JSON. Arguments: the server, the key, the file.
import { readFileSync } from "node:fs";
import { InMemoryStorageProvider, UnleashClient } from "unleash-proxy-client";

const [server, key, file] = process.argv.slice(2);
const specification = JSON.parse(readFileSync(file, "utf8"));
const ask = async (context, question) => {
  const client = new UnleashClient({
    url: `${server}/api/frontend`,
    clientKey: key,
    appName: "e2e",
    context,
    disableRefresh: true,
    storageProvider: new InMemoryStorageProvider(),
    usePOSTrequests: specification.post === true,
    metricsInterval: 0.2,
    metricsIntervalInitial: 0,
  });
  client.on("error", (error) => console.log(`error ${JSON.stringify(error)}`));
  await client.start();
  const answer = question(client);
  await client.sendMetrics?.();
  client.stop();
  return answer;
};
const all = async (cases, question) => {
  const answers = [];
  for (const each of cases ?? []) answers.push(await ask(each.context, (client) => question(client, each.toggleName)));
  return answers;
};
const answers = {
  tests: await all(specification.tests, (client, name) => client.isEnabled(name)),
  variantTests: await all(specification.variantTests, (client, name) => client.getVariant(name)),
};
console.log(`answers ${JSON.stringify(answers)}`);
