import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { BrowserClient } from "../../src/browser.js";
import { until } from "../client/wire-server.js";
import { Page } from "./page.js";
import { on, ValueServer } from "./value-server.js";

const TIMING = { firstBackoff: 20, mostBackoff: 50, hidden: 60_000, flush: 30 };

interface Batch {
  instance: string;
  seq: number;
  context: { targetingKey: string };
  evaluations: { flag: string; variant: string | null; reason: string; count: number }[];
  outcomes: { metric: string; value?: number; count: number }[];
  dropped?: number;
}

/** As the server has it. */
function checkKey(text: string): void {
  assert.ok(text.length <= 64 && text.trim() !== "");
  assert.doesNotMatch(text, /[\0\p{Surrogate}]/u);
}

describe("a page's telemetry", () => {
  let server: ValueServer;
  let page: Page;
  let client: BrowserClient;

  beforeEach(async () => {
    server = await new ValueServer().start();
    server.values = () => ({ f: on });
    page = new Page();
  });

  afterEach(async () => {
    client.close();
    await server.close();
  });

  async function open(telemetry: boolean, flush = TIMING.flush): Promise<BrowserClient> {
    const context = { targetingKey: "alice" };
    const timing = { ...TIMING, flush };
    const options = { url: server.url, sdkKey: "flc_k", context, telemetry, timing };
    client = new BrowserClient(options, page.platform());
    client.start();
    await client.ready(5_000);
    return client;
  }

  const batches = () =>
    server.requests
      .filter(({ path }) => path === "/client/v1/telemetry")
      .map(({ body }) => body as Batch);

  it("is what was seen, what happened how often, and what was measured", async () => {
    await open(true);
    for (let i = 0; i < 3; i++) {
      client.booleanValue("f", false);
      client.track("checkout-error");
      client.track("checkout-ms", 100 * i);
      client.track("checkout-ms", Number.NaN);
    }
    client.track("checkout-ms");
    client.booleanValue("nope", false);
    await until(() => batches().length === 1, "a batch");
    client.track("checkout-error");
    client.track("signup");
    await until(() => batches().length === 2, "another batch");
    const [first, second] = batches();
    assert.equal(first?.context.targetingKey, "alice");
    assert.deepEqual(first?.outcomes, [
      { metric: "checkout-error", count: 3 },
      { metric: "checkout-ms", value: 100, count: 3 },
      { metric: "checkout-ms", count: 1 },
    ]);
    assert.deepEqual(first?.evaluations, [
      { flag: "f", variant: "on", reason: "STATIC", count: 3 },
      { flag: "nope", variant: null, reason: "ERROR", count: 1 },
    ]);
    assert.deepEqual([second?.seq, second?.evaluations], [1, []]);
    assert.deepEqual(second?.outcomes, [
      { metric: "checkout-error", count: 1 },
      { metric: "signup", count: 1 },
    ]);
    assert.equal(second?.instance, first?.instance);
  });

  it("is kept apart by context", async () => {
    await open(true, 60_000);
    client.track("signup");
    await client.identify({ targetingKey: "bob" });
    client.track("signup");
    client.booleanValue("f", false);
    page.tell("hidden");
    await until(() => batches().length === 2, "two batches");
    assert.deepEqual(
      batches().map(({ context, outcomes }) => [context.targetingKey, outcomes]),
      [
        ["alice", [{ metric: "signup", count: 1 }]],
        ["bob", [{ metric: "signup", count: 1 }]],
      ],
    );
  });

  it("is sent again where the server does not take it now, under the same number", async () => {
    await open(true);
    server.instead = (response) => response.writeHead(503).end();
    client.track("signup");
    await until(() => batches().length === 1, "a batch");
    server.instead = null;
    await until(() => batches().length === 2, "the batch again");
    assert.deepEqual(batches()[0], batches()[1]);
  });

  it("ends where the server does not know of it, and without being wanted never begins", async () => {
    await open(true);
    server.instead = (response) => response.writeHead(404).end();
    client.track("signup");
    await until(() => batches().length === 1, "a batch");
    client.track("other");
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(batches().length, 1);
    client.close();
    server.instead = null;
    await open(false);
    client.track("signup");
    client.booleanValue("f", false);
    client.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(batches().length, 1);
  });

  it("is bounded, whatever the page asks for", async () => {
    await open(true, 60_000);
    for (let i = 0; i < 5_000; i++) {
      client.booleanValue(`f${i}`, false);
      client.track(`m${i}`);
    }
    client.close();
    await until(() => batches().length === 1, "a batch");
    assert.equal(batches()[0]?.evaluations.length, 500);
    assert.equal(batches()[0]?.outcomes.length, 50);
    assert.ok((batches()[0]?.dropped ?? 0) > 0);
  });

  it("holds nothing that the server refuses, and what it leaves out is counted", async () => {
    await open(true, 60_000);
    const pieces = ["a", "Z-9", "é", "日本", "\u{1F600}", '"', "\n", "\0", "\uD83D", "\uDE00", " "];
    let tracks = 0;
    for (let i = 0; i < 400; i++) {
      const piece = pieces[i % pieces.length] as string;
      const name = piece.repeat([1, 2, 7, 40][i % 4] as number);
      client.booleanValue(name, false);
      client.track(name);
      client.track(name, i % 3 === 0 ? 1e16 : i);
      tracks += 3;
    }
    client.close();
    const counted = () =>
      batches()
        .flatMap(({ evaluations, outcomes }) => [...evaluations, ...outcomes])
        .reduce((sum, { count }) => sum + count, 0);
    await until(() => counted() > 0, "a batch");
    const dropped = batches().reduce((sum, batch) => sum + (batch.dropped ?? 0), 0);
    assert.equal(counted() + dropped, tracks);
    for (const { evaluations, outcomes } of batches()) {
      for (const { flag, variant, count } of evaluations) {
        checkKey(flag);
        if (variant !== null) checkKey(variant);
        assert.ok(count >= 1 && count <= 1e9);
      }
      for (const { metric, value = 0, count } of outcomes) {
        checkKey(metric);
        assert.ok(Math.abs(value) <= 1e15 && count >= 1 && count <= 1e9);
      }
    }
  });

  it("is split where it is more than browsers send at once", async () => {
    const values: Record<string, typeof on> = {};
    for (let i = 0; i < 500; i++) values[`f${i}`] = { ...on, variant: "界".repeat(60) };
    server.values = () => values;
    await open(true, 60_000);
    for (const key of Object.keys(values)) client.booleanValue(key, false);
    client.close();
    const told = () => batches().flatMap(({ evaluations }) => evaluations).length;
    await until(() => told() === 500, "all of them");
    assert.ok(batches().length > 1);
    assert.ok(batches().every((batch) => JSON.stringify(batch).length < 50_000));
  });
});
