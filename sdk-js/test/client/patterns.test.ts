import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { build } from "esbuild";
import { createClient, type FlagClient, type NodeClientOptions } from "../../src/node.js";
import { builtWithout } from "../built-without.js";
import { Operator } from "../operator.js";
import { flag, until, WireServer } from "./wire-server.js";

const FAST = { firstBackoff: 20, mostBackoff: 50, killCheck: 20 };
const alice = { targetingKey: "alice", email: "alice@example.org" };
const when = { attribute: "email", op: "matches", value: "@example\\.(org|com)$" };
const byPattern = flag(false, { rules: [{ id: "r", when, serve: { variant: "on" } }] });

describe("a ruleset with a pattern", () => {
  let server: WireServer;
  let clients: FlagClient[];
  let directory: string;

  beforeEach(async () => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), "firstlight-"));
    server = await new WireServer().start();
    server.ruleset.flags = { f: byPattern };
    clients = [];
  });

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await server.close();
    fs.rmSync(directory, { recursive: true });
  });

  async function open(more: Partial<NodeClientOptions> = {}): Promise<FlagClient> {
    const client = createClient({ url: server.url, sdkKey: "fls_k", timing: FAST, ...more });
    clients.push(client);
    await client.ready(5_000);
    return client;
  }

  const value = (client: FlagClient) => client.booleanValue("f", alice, false);

  it("is complete when it is served, and others come without RE2", async () => {
    server.ruleset.flags = { f: flag(true) };
    const client = await open();
    const seen = new Set<string | null>();
    await until(() => server.open === 1, "a stream");
    server.change("f", byPattern);
    await until(() => {
      const { reason, errorCode } = client.booleanEvaluation("f", alice, false);
      seen.add(errorCode);
      return reason === "TARGETING_MATCH";
    }, "the pattern");
    assert.deepEqual([...seen], [null]);
    assert.ok(!(await loadedAtFirst("src/node.ts")).some((file) => file.includes("re2js")));
  });

  it("is restored without a server", async () => {
    const cacheDirectory = path.join(directory, "cache");
    const { url } = server;
    const first = await open({ cacheDirectory });
    assert.equal(value(first), true);
    await first.close();
    await server.close();
    server = await new WireServer().start();
    const second = await open({ url, cacheDirectory }); // nobody is there any more
    assert.equal(value(second), true);
    assert.equal(second.status().state, "STALE");
  });

  it("is served without RE2 where that cannot be loaded, and only the pattern's flag is broken", async () => {
    server.ruleset.flags = { f: byPattern, other: flag(true) };
    const built = await builtWithout<typeof import("../../src/node.js")>("src/node.ts", directory);
    const client = built.entry.createClient({ url: server.url, sdkKey: "fls_k", timing: FAST });
    clients.push(client);
    await client.ready(5_000);
    assert.equal(client.booleanValue("other", alice, false), true);
    assert.equal(client.booleanEvaluation("f", alice, false).errorCode, "PARSE_ERROR");
    await until(() => server.open === 1, "a stream");
    server.change("other", flag(false));
    await until(() => !client.booleanValue("other", alice, true), "a change");
    built.repair();
    server.cut();
    await until(() => value(client), "the pattern, when the ruleset comes again");
  });

  it("has it at once when its kill is lifted", async () => {
    const operator = new Operator();
    const source = path.join(directory, "kills.jws");
    fs.writeFileSync(source, operator.list(1, { f: "off" }));
    const client = await open({ killList: { source, publicKey: operator.pem } });
    assert.equal(client.booleanEvaluation("f", alice, true).reason, "DISABLED");
    fs.writeFileSync(source, operator.list(2, {}));
    await until(() => client.killList()?.serial === 2, "the second list");
    assert.equal(client.booleanEvaluation("f", alice, false).reason, "TARGETING_MATCH");
  });
});

/** All files that an entry cannot do without. */
async function loadedAtFirst(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    splitting: true,
    outdir: "out",
    format: "esm",
    platform: "node",
  });
  const files = new Set([entry]);
  for (const file of files) {
    for (const { kind, path } of metafile.inputs[file]?.imports ?? []) {
      if (kind === "import-statement") {
        files.add(path);
      }
    }
  }
  return [...files];
}
