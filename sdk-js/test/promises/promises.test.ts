import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import v8 from "node:v8";
import vm from "node:vm";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { createClient, type FlagClient } from "../../src/node.js";
import { flag, until, WireServer } from "../client/wire-server.js";
import type { Attack } from "./hostile-thread.js";

/** Some take their whole time only where that is asked for: in the build they take seconds. */
const PROOF = process.env.FIRSTLIGHT_PROOF === "1";
const HOSTILE_MS = PROOF ? 60_000 : 4_000;
const AWAY_MS = PROOF ? 600_000 : 2_000;
const OPENED = PROOF ? 1_000 : 300;
/** A build runs other tests at the same time, on few cores. */
const MOST_NANOS = PROOF ? 10_000 : 100_000;
const MIB = 1024 * 1024;
const alice = { targetingKey: "alice" };
const SOURCE = new URL("../../src/node.ts", import.meta.url).href;

v8.setFlagsFromString("--expose-gc");
const collect = vm.runInNewContext("gc") as () => void;

const thrown: unknown[] = [];
const keep = (error: unknown) => thrown.push(error);

before(() => {
  process.on("unhandledRejection", keep);
  process.on("uncaughtException", keep);
});

after(() => {
  process.off("unhandledRejection", keep);
  process.off("uncaughtException", keep);
  assert.deepEqual(thrown, []);
});

/** A module as one script, for threads, which know no TypeScript. */
async function bundled(module: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(module, import.meta.url))],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
  });
  return outputFiles[0]?.text ?? "";
}

/** How many nanoseconds 99 of 100 evaluations take at most. */
class Evaluations {
  readonly #nanos: number[] = [];

  ask(client: FlagClient): unknown {
    const began = process.hrtime.bigint();
    const value = client.booleanValue("f", alice, false);
    this.#nanos.push(Number(process.hrtime.bigint() - began));
    return value;
  }

  get p99(): number {
    const sorted = Float64Array.from(this.#nanos).sort();
    return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
  }
}

describe("the promises of the client for Node.js", () => {
  it("25 hostile servers do no harm", async () => {
    // In a thread of their own: what they do to their own memory is not the client's.
    const thread = new Worker(await bundled("hostile-thread.ts"), { eval: true });
    thread.on("error", keep);
    const told = async () => (await once(thread, "message"))[0] as Attack[];
    const attacks = await told();
    assert.equal(attacks.length, 25);
    const evaluations = new Evaluations();
    collect();
    const heap = process.memoryUsage().heapUsed;
    const clients = attacks.map(({ url }) => createClient({ url, sdkKey: "fls_k" }));
    const end = Date.now() + HOSTILE_MS;
    while (Date.now() < end) {
      for (const client of clients) {
        for (let i = 0; i < 10; i++) evaluations.ask(client);
      }
      await wait(2);
    }
    collect();
    const grown = (process.memoryUsage().heapUsed - heap) / MIB;
    const close = Date.now();
    await Promise.all(clients.map((client) => client.close()));
    assert.ok(Date.now() - close < 2_000, "closed in time");
    const ended = told();
    thread.postMessage("stop");
    for (const { name, streams, mostOpen } of await ended) {
      assert.ok(mostOpen <= 1, `${name}: ${mostOpen} streams at once`);
      assert.ok(streams >= 1 && streams <= 20, `${name}: ${streams} connects`);
    }
    await once(thread, "exit");
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    assert.ok(grown < 32, `${grown.toFixed(1)} MiB more heap for all of them`);
    assert.ok(evaluations.p99 < MOST_NANOS, `p99 of an evaluation: ${evaluations.p99} ns`);
  });

  it("without any server nothing changes and nothing fails, and afterwards all is well", async () => {
    let server = await new WireServer().start();
    const { port } = new URL(server.url);
    server.ruleset.flags = { f: flag(true) };
    const timing = PROOF ? {} : { firstBackoff: 100, mostBackoff: 500, pollAfter: 300 };
    const client = createClient({ url: server.url, sdkKey: "fls_k", timing });
    await until(() => client.status().state === "READY", "ready");
    await server.close();
    const evaluations = new Evaluations();
    const end = Date.now() + AWAY_MS;
    while (Date.now() < end) {
      for (let i = 0; i < 10; i++) assert.equal(evaluations.ask(client), true);
      await wait(1);
    }
    assert.equal(client.status().state, "STALE");
    const { ruleset } = server;
    server = new WireServer();
    server.ruleset = { ...ruleset, revision: 2, flags: { f: flag(false) } };
    await server.start(Number(port));
    const back = Date.now();
    while (client.booleanValue("f", alice, true)) {
      assert.ok(Date.now() - back < 40_000, "it comes back");
      await wait(10);
    }
    await client.close();
    await server.close();
  });

  it("a start without a server serves the last known ruleset within 300 ms", async () => {
    const cacheDirectory = fs.mkdtempSync(path.join(os.tmpdir(), "firstlight-"));
    const server = await new WireServer().start();
    const flags = Array.from({ length: 1_000 }, (_, i) => [`f${i}`, flag(i % 2 === 0)]);
    server.ruleset.flags = { f: flag(true), ...Object.fromEntries(flags) };
    const { url } = server;
    const first = createClient({ url, sdkKey: "fls_k", cacheDirectory });
    await first.ready(5_000);
    await first.close();
    await server.close();
    const began = performance.now();
    const second = createClient({ url, sdkKey: "fls_k", cacheDirectory });
    assert.equal(second.booleanValue("f998", alice, false), true);
    const took = performance.now() - began;
    assert.ok(took < 300, `${took} ms`);
    await second.close();
    const third = createClient({ url, sdkKey: "fls_k" });
    const asked = performance.now();
    assert.equal(await third.ready(200), false);
    assert.ok(performance.now() - asked < 1_000, "no longer than it was told");
    assert.equal(third.booleanValue("f998", alice, true), true);
    await third.close();
    fs.rmSync(cacheDirectory, { recursive: true });
  });

  it(`${OPENED} clients opened and closed leave nothing behind`, async () => {
    const server = await new WireServer().start();
    server.ruleset.flags = { f: flag(true) };
    const open = async (count: number) => {
      for (let i = 0; i < count; i += 20) {
        const clients = Array.from({ length: 20 }, () =>
          createClient({ url: server.url, sdkKey: "fls_k" }),
        );
        await Promise.all(clients.map((client) => client.ready(5_000)));
        await Promise.all(clients.map((client) => client.close()));
      }
    };
    const left = async () => {
      await until(() => server.open === 0, "no stream");
      collect();
      const timers = process.getActiveResourcesInfo().filter((each) => each === "Timeout").length;
      return { timers, heap: process.memoryUsage().heapUsed / MIB };
    };
    await open(100); // what is made once, such as connections that are kept
    const begun = await left();
    const began = performance.now();
    await open(OPENED);
    const each = (performance.now() - began) / (OPENED / 20);
    const ended = await left();
    assert.ok(each < 2_000, `${each} ms for twenty`);
    assert.ok(ended.timers <= begun.timers + 2, `${begun.timers} timers, then ${ended.timers}`);
    assert.ok(ended.heap < begun.heap + 8, `${begun.heap} MiB, then ${ended.heap}`);
    await server.close();
  });

  it("a process ends by itself, with a client that was closed, that was not, and that has no server", async () => {
    const server = await new WireServer().start();
    const script = `
      const { createClient } = await import(${JSON.stringify(SOURCE)});
      const [url, close] = process.argv.slice(1);
      const client = createClient({ url, sdkKey: "fls_k" });
      await client.ready(500);
      if (close === "close") await client.close();
      console.log("done");`;
    const run = (url: string, close: string) => {
      const args = ["--import", "tsx", "--input-type=module", "-e", script, url, close];
      return spawnSync(process.execPath, args, { encoding: "utf8", timeout: 15_000 });
    };
    for (const close of ["close", "leave"]) {
      const { status, stdout, stderr } = run("http://127.0.0.1:9", close);
      assert.equal(`${stdout}${stderr}`, "done\n");
      assert.equal(status, 0);
    }
    await server.close();
  });

  it("worker threads have clients of their own, and end when these are closed", async () => {
    const server = await new WireServer().start();
    server.ruleset.flags = { f: flag(true) };
    const script = `${await bundled("../../src/node.ts")}
      const { parentPort, workerData } = require("node:worker_threads");
      const client = module.exports.createClient({ url: workerData, sdkKey: "fls_k" });
      const tell = (fallback) =>
        parentPort.postMessage(client.booleanValue("f", { targetingKey: "alice" }, fallback));
      client.ready(5_000).then(() => tell(false));
      client.onChange("f", () => {
        if (client.booleanValue("f", {}, true)) return; // the first ruleset
        tell(true);
        void client.close();
      });`;
    const workers = [1, 2].map(() => {
      const worker = new Worker(script, { eval: true, workerData: server.url });
      const said: unknown[] = [];
      worker.on("message", (value) => said.push(value));
      worker.on("error", keep);
      const ended = new Promise((resolve) => worker.on("exit", resolve));
      return { said, ended };
    });
    await until(() => workers.every(({ said }) => said.length === 1), "values in both");
    await until(() => server.open === 2, "two streams");
    server.change("f", flag(false));
    assert.deepEqual(await Promise.all(workers.map(({ ended }) => ended)), [0, 0]);
    assert.deepEqual(
      workers.map(({ said }) => said),
      [
        [true, false],
        [true, false],
      ],
    );
    await server.close();
  });
});
