import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { BrowserClient, type BrowserClientOptions } from "../../src/browser.js";
import { until } from "../client/wire-server.js";
import { Page } from "./page.js";
import { off, on, ValueServer } from "./value-server.js";

const TIMING = { firstBackoff: 20, mostBackoff: 50, silence: 400, answer: 2_000, hidden: 30 };
const ALICE = { targetingKey: "alice" };
const BOB = { targetingKey: "bob" };

describe("a client for browsers", () => {
  let server: ValueServer;
  let page: Page;
  let clients: BrowserClient[];

  beforeEach(async () => {
    server = await new ValueServer().start();
    server.values = ({ targetingKey }) => ({
      f: targetingKey === "alice" ? on : off,
      n: { value: 7, variant: "seven", reason: "DEFAULT" },
      s: { value: "x", variant: "ex", reason: "SPLIT" },
      o: { value: { a: [1] }, variant: "obj", reason: "STATIC" },
      broken: { reason: "ERROR", errorCode: "PARSE_ERROR", errorMessage: "Unknown operator." },
    });
    page = new Page();
    clients = [];
  });

  afterEach(async () => {
    for (const client of clients) client.close();
    await server.close();
  });

  function make(options: Partial<BrowserClientOptions> = {}): BrowserClient {
    const all = { url: server.url, sdkKey: "flc_k", context: ALICE, timing: TIMING, ...options };
    const client = new BrowserClient(all, page.platform());
    clients.push(client);
    return client;
  }

  function open(options: Partial<BrowserClientOptions> = {}): BrowserClient {
    const client = make(options);
    client.start();
    return client;
  }

  const isReady = (client: BrowserClient) =>
    until(() => client.status().state === "READY", "ready");

  it("gives fallbacks before the first values, then values of every type", async () => {
    const client = open();
    assert.equal(client.booleanValue("f", false), false);
    assert.equal(client.booleanEvaluation("f", false).errorCode, "PROVIDER_NOT_READY");
    assert.equal(client.status().state, "NOT_READY");
    assert.equal(await client.ready(5_000), true);
    assert.equal(client.status().state, "READY");
    assert.equal(client.booleanValue("f", false), true);
    assert.equal(client.numberValue("n", 0), 7);
    assert.equal(client.stringValue("s", ""), "x");
    assert.deepEqual(client.objectValue("o", {}), { a: [1] });
    assert.equal(client.objectValue("o", {}), client.objectValue("o", {}));
    assert.deepEqual(client.stringEvaluation("s", ""), {
      value: "x",
      variant: "ex",
      reason: "SPLIT",
      errorCode: null,
      errorMessage: null,
      metadata: { revision: 1, ruleId: null, bucket: -1, prerequisite: null, errorCode: null },
    });
    assert.equal(client.stringEvaluation("n", "z").errorCode, "TYPE_MISMATCH");
    assert.equal(client.stringEvaluation("n", "z").value, "z");
    assert.equal(client.booleanEvaluation("nope", true).errorCode, "FLAG_NOT_FOUND");
    assert.equal(client.booleanEvaluation("toString", true).errorCode, "FLAG_NOT_FOUND");
    assert.equal(client.booleanEvaluation("broken", true).errorMessage, "Unknown operator.");
  });

  it("sends the key, the context and its hash", async () => {
    const client = open({ contextHash: "ab12" });
    await isReady(client);
    const [request] = server.requests;
    assert.equal(request?.headers.authorization, "Bearer flc_k");
    assert.equal(request?.headers["x-firstlight-context-hash"], "ab12");
    assert.deepEqual(request?.body, { context: ALICE });
  });

  it("follows changes and tells only those whose flag changed", async () => {
    const client = open();
    await isReady(client);
    const heard: unknown[] = [];
    client.onChange("f", (key) => heard.push(key));
    client.onChange("n", (key) => heard.push(key));
    client.onChanges((keys) => heard.push(keys));
    const { values } = server;
    server.change((context) => ({ ...values(context), f: off }));
    await until(() => !client.booleanValue("f", true), "the change");
    assert.deepEqual(heard, ["f", ["f"]]);
    server.change((context) => {
      const { n: _, ...others } = values(context);
      return { ...others, f: off };
    });
    await until(
      () => client.numberEvaluation("n", 1).errorCode === "FLAG_NOT_FOUND",
      "the removal",
    );
    assert.deepEqual(heard, ["f", ["f"], "n", ["n"]]);
  });

  it("keeps the values of the context before until those of the new one are here", async () => {
    const client = open();
    await isReady(client);
    server.delay = () => 50;
    const identified = client.identify(BOB);
    const seen: boolean[] = [];
    client.onChange("f", () => seen.push(client.booleanValue("f", false)));
    assert.equal(client.booleanValue("f", false), true);
    assert.equal(client.status().state, "STALE");
    assert.equal(await identified, true);
    assert.deepEqual(seen, [false]);
    assert.equal(client.status().state, "READY");
    assert.equal(await client.identify(BOB), true);
    assert.equal(server.streamed().length, 2);
  });

  it("lets the last of several identifications win, however late the others are answered", async () => {
    const client = open();
    await isReady(client);
    server.delay = ({ targetingKey }) => (targetingKey === "bob" ? 80 : 1);
    const bob = client.identify(BOB);
    const carol = client.identify({ targetingKey: "carol", vip: true });
    const { values } = server;
    server.values = (context) => ({ ...values(context), f: context.vip ? on : off });
    assert.equal(await bob, false);
    assert.equal(await carol, true);
    await wait(120);
    assert.equal(client.booleanValue("f", false), true);
    assert.equal(server.open, 1);
  });

  it("takes no context that is no JSON, and keeps the one it has", async () => {
    const client = open();
    await isReady(client);
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    assert.equal(await client.identify(circle), false);
    assert.equal(await client.identify(null as never), false);
    assert.equal(client.booleanValue("f", false), true);
    assert.equal(client.status().state, "READY");
  });

  it("serves what it was bootstrapped with at once, and then what the server says", async () => {
    const bootstrap = { epoch: 1, revision: 9, flags: { f: off, b: on } };
    const client = make({ bootstrap });
    assert.equal(client.booleanValue("b", false), true);
    assert.equal(client.status().state, "STALE");
    assert.equal(server.requests.length, 0);
    client.start();
    await isReady(client);
    assert.equal(client.booleanValue("f", false), true);
    assert.equal(client.booleanEvaluation("b", false).errorCode, "FLAG_NOT_FOUND");
    assert.equal(client.bootstrapAnswer("b")?.value, true);
  });

  it("starts with the last known values of its context, and of no other", async () => {
    const first = open();
    await isReady(first);
    first.close();
    server.instead = (response) => response.writeHead(503).end();
    const second = open();
    assert.equal(second.booleanValue("f", false), true);
    assert.equal(second.status().state, "STALE");
    const bob = open({ context: BOB });
    assert.equal(bob.booleanEvaluation("f", true).errorCode, "PROVIDER_NOT_READY");
    const other = open({ sdkKey: "flc_other" });
    assert.equal(other.booleanEvaluation("f", true).errorCode, "PROVIDER_NOT_READY");
    assert.ok(![...page.texts.values()].some((text) => text.includes("alice")));
  });

  it("goes over to last known values of the new context where the server is out of reach", async () => {
    const client = open();
    await isReady(client);
    assert.equal(await client.identify(BOB), true);
    server.instead = (response) => response.writeHead(503).end();
    server.cut();
    assert.equal(await client.identify(ALICE), true);
    assert.equal(client.booleanValue("f", false), true);
    assert.equal(client.status().state, "STALE");
    assert.equal(await client.identify({ targetingKey: "dave" }), false);
    assert.equal(client.booleanValue("f", false), true);
    server.instead = null;
    await isReady(client);
    assert.equal(client.booleanValue("f", true), false);
  });

  it("keeps a few contexts, none that is large, and passes over what it cannot read", async () => {
    const client = open();
    for (let i = 0; i < 8; i++) {
      await client.identify({ targetingKey: `user ${i}` });
    }
    client.close();
    assert.equal(page.texts.size, 6);
    for (const name of page.texts.keys()) page.texts.set(name, '{"version":1,"values":[[[');
    const again = open({ context: { targetingKey: "user 7" } });
    assert.equal(again.status().state, "NOT_READY");
    const large = { value: "x".repeat(300_000), variant: "v", reason: "STATIC" };
    server.change(() => ({ large }));
    await until(() => again.stringValue("large", "") !== "", "the large value");
    again.close();
    assert.ok([...page.texts.values()].every((text) => text.length < 10_000));
  });

  it("stops following a page that nobody sees, and resumes where it was", async () => {
    const client = open();
    await isReady(client);
    page.tell("hidden");
    page.tell("visible");
    await wait(60);
    assert.equal(server.requests.length, 1);
    page.tell("hidden");
    await until(() => server.open === 0, "no stream");
    assert.equal(client.status().state, "STALE");
    assert.equal(client.booleanValue("f", false), true);
    page.tell("visible");
    await isReady(client);
    assert.equal(server.requests.at(-1)?.headers["last-event-id"], "1-1");
    page.tell("left");
    await until(() => server.open === 0, "no stream");
    server.change(() => ({ f: off }));
    page.tell("visible");
    await until(() => !client.booleanValue("f", true), "what changed meanwhile");
  });

  it("comes back after a cut, and at once when the network is back", async () => {
    const client = open();
    await isReady(client);
    server.cut();
    await until(() => server.streamed().length === 2, "another stream");
    await isReady(client);
    const slow = open({ timing: { ...TIMING, firstBackoff: 60_000, mostBackoff: 60_000 } });
    await isReady(slow);
    server.instead = (response) => response.writeHead(503, { "Retry-After": "1000" }).end();
    server.cut();
    await until(() => slow.status().state === "STALE", "stale");
    await wait(100);
    server.instead = null;
    page.tell("online");
    await isReady(slow);
  });

  it("takes a silent stream for dead", async () => {
    const client = open();
    await isReady(client);
    await until(() => server.streamed().length >= 2, "a second stream");
    assert.equal(server.open, 1);
  });

  it("asks for all values where no stream gets through", async () => {
    server.streams = false;
    const client = open({ timing: { ...TIMING, answer: 50, pollAfter: 10 } });
    assert.equal(await client.ready(5_000), true);
    assert.equal(client.booleanValue("f", false), true);
    assert.equal(client.status().state, "STALE");
    server.change(() => ({ f: off }));
    await until(() => !client.booleanValue("f", true), "the change");
  });

  it("asks no more where the answer is final, until it is asked something else", async () => {
    server.instead = (response, context) =>
      context.signed
        ? response.writeHead(200).end("event: values\ndata: {\n")
        : response.writeHead(403).end('{"detail":"This environment is in secure mode."}');
    const client = open();
    assert.equal(await client.ready(5_000), false);
    assert.equal(client.status().state, "ERROR");
    assert.match(client.status().reason, /secure mode/);
    assert.equal(client.booleanEvaluation("f", true).errorCode, "PROVIDER_FATAL");
    await wait(150);
    assert.equal(server.requests.length, 1);
    server.instead = null;
    assert.equal(await client.identify(ALICE, "ab"), true);
    assert.equal(client.status().state, "READY");
  });

  it("can be closed and started again, and leaves nothing behind", async () => {
    const client = open();
    await isReady(client);
    client.close();
    await until(() => server.open === 0, "no stream");
    assert.equal(page.listeners, 0);
    client.start();
    await isReady(client);
    client.start();
    await until(() => server.open === 1, "one stream");
    assert.equal(page.listeners, 1);
  });

  it("never goes back to an older revision, but into a new epoch", async () => {
    const client = open();
    await isReady(client);
    server.send(
      'event: values\ndata: {"epoch":1,"revision":5,"flags":{"f":{"value":true,"variant":"on","reason":"STATIC"}}}\n\n',
    );
    server.send('event: change\ndata: {"epoch":1,"revision":4,"flags":{"f":null}}\n\n');
    server.send('event: values\ndata: {"epoch":1,"revision":4,"flags":{}}\n\n');
    await until(() => client.numberEvaluation("n", 0).errorCode !== null, "revision 5");
    await wait(50);
    assert.equal(client.booleanValue("f", false), true);
    server.send('event: values\ndata: {"epoch":2,"revision":1,"flags":{}}\n\n');
    await until(() => client.booleanEvaluation("f", false).errorCode !== null, "epoch 2");
  });

  it("takes no more values than there can be, though each event is small", async () => {
    const client = open({ timing: { ...TIMING, silence: 5_000 } });
    await isReady(client);
    const value = "x".repeat(1_000_000);
    for (let i = 0; i < 12; i++) {
      const flags = { [`f${i}`]: { value, variant: "v", reason: "STATIC" } };
      const change = JSON.stringify({ epoch: 1, revision: 2, flags });
      server.send(`event: change\ndata: ${change}\n\n`);
    }
    await until(() => server.streamed().length === 2, "another stream");
    await isReady(client);
    assert.equal(client.booleanValue("f", false), true);
    const held = Array.from({ length: 12 }, (_, i) => client.stringValue(`f${i}`, ""));
    assert.ok(held.filter((each) => each !== "").length <= 8);
  });

  it("refuses options that can do nothing, and a key that is secret", () => {
    assert.throws(() => make({ sdkKey: "" }), TypeError);
    assert.throws(() => make({ url: undefined as never }), TypeError);
    assert.throws(() => make({ sdkKey: "fls_secret" }), /server key/);
  });
});
