// An agent with the protocol's own client: says which tools there are, and calls those that it is told to, a line each.
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [url, token] = process.argv.slice(2);
const client = new Client({ name: "firstlight-test", version: "1" });
try {
  await client.connect(
    new StreamableHTTPClientTransport(new URL(url), {
      requestInit: { headers: { Authorization: `Bearer ${token}` } },
    }),
  );
} catch (error) {
  console.log(`refused ${error.code ?? ""} ${error.message.replaceAll("\n", " ")}`);
  process.exit(0);
}
const { tools } = await client.listTools();
console.log(`began ${JSON.stringify(tools.map((tool) => tool.name))}`);
let calls = 0;
for await (const line of createInterface({ input: process.stdin })) {
  let result;
  try {
    result = await client.callTool(JSON.parse(line));
  } catch (error) {
    result = { error: error.message };
  }
  console.log(`call ${++calls} ${JSON.stringify(result)}`);
}
await client.close();
process.exit(0);
