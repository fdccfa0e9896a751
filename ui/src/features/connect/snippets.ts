export interface Snippet {
  name: string;
  text: string;
}

/** What to paste, per language, with this server's address and the key in its place. */
export function snippets(server: string, key: string): Snippet[] {
  return [
    {
      name: "curl",
      text: `curl -X POST ${server}/ofrep/v1/evaluate/flags/my-flag \\
  -H "Authorization: Bearer ${key}" -H "Content-Type: application/json" \\
  -d '{"context":{"targetingKey":"alice","region":"nz"}}'`,
    },
    {
      name: "Java",
      text: `// dev.firstlight:firstlight-sdk:0.1.0
FlagClient flags = FlagClient.builder()
    .url("${server}")
    .sdkKey("${key}")
    .region("nz")
    .build();

boolean on = flags.boolValue("my-flag", Context.of("alice"), false);`,
    },
    {
      name: "Node.js",
      text: `// npm install @firstlight/sdk
import { createClient } from "@firstlight/sdk/node";

const flags = createClient({ url: "${server}", sdkKey: "${key}", region: "nz" });
await flags.ready(5_000);

const on = flags.booleanValue("my-flag", { targetingKey: "alice" }, false);`,
    },
  ];
}
