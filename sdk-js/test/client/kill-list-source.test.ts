import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { createClient, type FlagClient, type NodeClientOptions } from "../../src/node.js";
import { forged, HEADER, Operator } from "../operator.js";
import { KillPlace } from "./kill-place.js";
import { flag, until, WireServer } from "./wire-server.js";

const FAST = { firstBackoff: 20, mostBackoff: 50, answer: 2_000, killCheck: 20 };
const alice = { targetingKey: "alice" };
const operator = new Operator();
const OFF = { f: "off" };

describe("the source of a kill list", () => {
  let server: WireServer;
  let place: KillPlace;
  let clients: FlagClient[];
  let directory: string;
  let file: string;

  beforeEach(async () => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), "firstlight-"));
    file = path.join(directory, "kills.jws");
    server = await new WireServer().start();
    server.ruleset.flags = { f: flag(true) };
    place = await new KillPlace().start();
    clients = [];
  });

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await Promise.all([server.close(), place.close()]);
    fs.rmSync(directory, { recursive: true });
  });

  function open(source: string, options: Partial<NodeClientOptions> = {}): FlagClient {
    const killList = { source, publicKey: operator.base64 };
    const usual = { url: server.url, sdkKey: "fls_k", timing: FAST, killList };
    const client = createClient({ ...usual, ...options });
    clients.push(client);
    return client;
  }

  const value = (client: FlagClient) => client.booleanValue("f", alice, true);
  const serial = (client: FlagClient) => client.killList()?.serial;
  const problem = (client: FlagClient) => client.killList()?.problem ?? "";
  const write = (list: string) => {
    fs.writeFileSync(`${file}.new`, list);
    fs.renameSync(`${file}.new`, file);
  };

  it("changes nothing with what is not taken, says why, and goes on", async () => {
    write(operator.list(5, OFF));
    const client = open(file);
    await client.ready(5_000);
    const newer = operator.list(6, {});
    const other = new Operator();
    const refused: [string, RegExp][] = [
      [operator.list(4, {}), /older than the one in force: serial 4 after 5/],
      [
        forged(newer, { serial: 6, project: "p", environment: "production", kills: {} }),
        /signature/,
      ],
      [other.list(6, {}), /The signature is not the given key's/],
      [operator.sign({ serial: 6 }, { ...HEADER, alg: "HS256" }), /alg EdDSA/],
      [operator.sign({ serial: 6 }), /lacks/],
      [newer + " ".repeat(70_000), /larger than 65536/],
      [newer.slice(0, 40), /no signed list/],
      ["", /no signed list/],
    ];
    for (const [list, why] of refused) {
      write(list);
      await until(() => why.test(problem(client)), `${why}, not ${problem(client)}`);
      assert.deepEqual([value(client), serial(client)], [false, 5]);
      write(operator.list(5, OFF));
      await until(() => problem(client) === "", "the list in force is well");
    }
    write(newer);
    await until(() => value(client), "the newer list");
  });

  it("may go, be a directory, and come back", async () => {
    write(operator.list(5, OFF));
    const client = open(file);
    await client.ready(5_000);
    fs.rmSync(file);
    await until(() => /cannot be read: ENOENT/.test(problem(client)), "its absence is told");
    assert.deepEqual([value(client), serial(client)], [false, 5]);
    fs.mkdirSync(file);
    await until(() => /cannot be read: it is no file/.test(problem(client)), "no file");
    fs.rmdirSync(file);
    write(operator.list(6, {}));
    await until(() => value(client), "the newer list");
    assert.equal(problem(client), "");
  });

  it("is followed as a mounted ConfigMap changes: by a link to another directory", async () => {
    const mounted = path.join(directory, "..data");
    const mount = (version: string, list: string) => {
      fs.mkdirSync(path.join(directory, version));
      fs.writeFileSync(path.join(directory, version, "kills.jws"), list);
      fs.symlinkSync(version, `${mounted}_tmp`);
      fs.renameSync(`${mounted}_tmp`, mounted);
    };
    mount("..1", operator.list(1, {}));
    fs.symlinkSync(path.join("..data", "kills.jws"), file);
    const client = open(file);
    await client.ready(5_000);
    assert.deepEqual([value(client), serial(client)], [true, 1]);
    mount("..2", operator.list(2, OFF));
    await until(() => !value(client), "the change");
  });

  it("is obeyed without a server, before there is anything to evaluate", async () => {
    server.refuseWith = 503;
    const client = open(file);
    assert.match(problem(client), /cannot be read/);
    write(operator.list(1, OFF));
    await until(() => serial(client) === 1, "the list");
    assert.equal(client.booleanEvaluation("f", alice, true).errorCode, "PROVIDER_NOT_READY");
    server.refuseWith = null;
    assert.equal(await client.ready(5_000), true);
    assert.equal(value(client), false);
    server.refuseWith = 503;
    server.cut();
    await until(() => client.status().state === "STALE", "no server");
    write(operator.list(2, {}));
    await until(() => value(client), "the newer list");
  });

  it("is not needed for a restart", async () => {
    const cacheDirectory = path.join(directory, "cache");
    write(operator.list(5, OFF));
    const first = open(file, { cacheDirectory });
    await first.ready(5_000);
    await first.close();
    fs.rmSync(file);
    server.refuseWith = 503;
    const second = open(file, { cacheDirectory });
    assert.equal(value(second), false, "at once");
    assert.equal(second.booleanEvaluation("f", alice, true).reason, "DISABLED");
    assert.equal(serial(second), 5);
    write(operator.list(4, {}));
    await until(() => /older/.test(problem(second)), "an older list");
    assert.equal(value(second), false);
    await second.close();
    write(operator.list(6, {}));
    assert.equal(value(open(file, { cacheDirectory })), true, "a newer file counts at once too");
  });

  it("is verified again at a restart", async () => {
    const cacheDirectory = path.join(directory, "cache");
    write(operator.list(5, OFF));
    const first = open(file, { cacheDirectory });
    await first.ready(5_000);
    await first.close();
    fs.rmSync(file);
    const killList = { source: file, publicKey: new Operator().pem };
    const second = open(file, { cacheDirectory, killList });
    assert.deepEqual([value(second), serial(second)], [true, 0]);
  });

  it("is asked at its address whether there is anything new", async () => {
    place.put(operator.list(1, OFF), '"a"');
    const client = open(place.url);
    await client.ready(5_000);
    await until(() => !value(client), "the list");
    await until(() => place.answers.filter((status) => status === 304).length > 2, "304");
    assert.equal(place.answers.filter((status) => status === 200).length, 1);
    assert.equal(problem(client), "");
    place.put(operator.list(2, {}), '"b"');
    await until(() => value(client), "the newer list");
  });

  it("stays in force whatever its address answers", async () => {
    place.put(operator.list(5, OFF), '"a"');
    const client = open(place.url);
    await client.ready(5_000);
    await until(() => serial(client) === 5, "the list");
    const stays = async (why: RegExp) => {
      const before = place.answers.length;
      await until(() => why.test(problem(client)), `${why}, not ${problem(client)}`);
      await until(() => place.answers.length > before + 2, "more attempts");
      assert.match(problem(client), why, "and goes on saying so");
      assert.deepEqual([value(client), serial(client)], [false, 5]);
    };
    place.status = 404;
    await stays(/cannot be fetched: its place answered 404/);
    place.status = 200;
    await until(() => problem(client) === "", "it is well");
    place.put(operator.list(4, {}), '"b"');
    await stays(/older/);
    place.put(operator.list(5, {}), '"another list of the same serial"');
    await until(() => problem(client) === "", "an equal one is well");
    assert.deepEqual(client.killList()?.kills, OFF);
    await stays(/^$/);
    place.put(`${operator.list(6, {})}${" ".repeat(70_000)}`, '"c"');
    await stays(/cannot be fetched: the answer is larger than 65536 bytes/);
    place.silent = true;
    await stays(/no answer within 2000 ms/);
    place.silent = false;
    place.put(operator.list(6, {}), '"d"');
    await until(() => value(client), "the newer list");
    assert.equal(problem(client), "");
    await place.close();
    await until(() => /cannot be fetched: fetch failed/.test(problem(client)), "nobody there");
    place = await new KillPlace().start();
  });

  it("is left alone by a client that was closed", async () => {
    place.put(operator.list(1, OFF), '"a"');
    const client = open(place.url, { timing: { ...FAST, answer: 60_000 } });
    await until(() => serial(client) === 1, "the list");
    place.silent = true;
    await until(() => place.waiting === 1, "a look that is under way");
    await client.close();
    await until(() => place.waiting === 0, "its end");
    const asked = place.answers.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(place.answers.length, asked);
  });

  it("keeps no process alive", async () => {
    const killList = { source: file, publicKey: operator.base64 };
    const options = JSON.stringify({ url: "http://127.0.0.1:1", sdkKey: "fls_k", killList });
    const node = new URL("../../src/node.ts", import.meta.url);
    const script = `import { createClient } from ${JSON.stringify(node)}; createClient(${options});`;
    const flags = ["--import", "tsx", "--input-type=module", "-e", script];
    const child = spawn(process.execPath, flags, { stdio: "inherit", timeout: 20_000 });
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

  it("needs the right kind of key, and is null where none was given", () => {
    for (const publicKey of ["", "key", operator.privatePem]) {
      assert.throws(() => open(file, { killList: { source: file, publicKey } }), TypeError);
    }
    const client = createClient({ url: server.url, sdkKey: "fls_k" });
    clients.push(client);
    assert.equal(client.killList(), null);
  });
});
