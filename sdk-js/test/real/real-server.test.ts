import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { createClient as createPageClient } from "../../src/browser.js";
import { createClient as createEdgeClient } from "../../src/edge.js";
import { createClient } from "../../src/node.js";
import { until } from "../client/wire-server.js";
import { RealServer } from "./real-server.js";

/** Where a packaged server is: `server/target/quarkus-app/quarkus-run.jar`, after `./mvnw package`. */
const jar = process.env.FIRSTLIGHT_SERVER_JAR;
const PROJECT = "shop";
const ACCESS = `projects/${PROJECT}/environments/production/client-access`;
const paidOnly = (...plans: string[]) => ({
  enabled: true,
  rules: [
    {
      id: "paid",
      when: { attribute: "plan", op: "in", values: plans },
      serve: { variant: "on" },
    },
  ],
});

/** These contexts have their members in order and nothing but texts in them: so their JSON is canonical. */
const free = { plan: "free", targetingKey: "alice" };
const paid = { plan: "paid", targetingKey: "alice" };

describe("the clients and the real server", { skip: jar === undefined }, () => {
  const server = new RealServer();
  let serverKey: string;
  let clientKey: string;

  before(async () => {
    await server.start(jar ?? "");
    await server.api("POST", "projects", { key: PROJECT, name: "Shop" });
    await server.api("PUT", `projects/${PROJECT}/regions/nz`, {
      name: "New Zealand",
      countries: ["NZ"],
    });
    await server.api("POST", `projects/${PROJECT}/flags`, {
      key: "checkout",
      type: "boolean",
      variants: { on: true, off: false },
      offVariant: "off",
      clientVisible: true,
    });
    await server.target(PROJECT, "checkout", paidOnly("paid"));
    serverKey = await server.key(PROJECT, "server");
    clientKey = await server.key(PROJECT, "client");
    await server.api("PUT", ACCESS, { origins: [], secureMode: false });
  });

  after(() => server.close());

  it("follow one another, in a process, at the edge and in a page", async () => {
    const node = createClient({ url: server.url, sdkKey: serverKey, region: "nz" });
    const edge = createEdgeClient({ url: server.url, sdkKey: serverKey, maxAge: 0 });
    const page = createPageClient({ url: server.url, sdkKey: clientKey, context: free });
    await until(() => node.status().state === "READY", "the process");
    await until(() => page.status().state === "READY", "the page");
    assert.equal(await edge.refresh(), true);
    const values = () => [
      node.booleanValue("checkout", free, false),
      edge.booleanValue("checkout", free, false),
      page.booleanValue("checkout", false),
    ];
    assert.deepEqual(values(), [false, false, false]);
    assert.equal(node.booleanValue("checkout", paid, false), true);
    assert.equal(edge.booleanValue("checkout", paid, false), true);
    assert.equal(await page.identify(paid), true);
    assert.equal(page.booleanValue("checkout", false), true);
    assert.deepEqual(node.valuesFor(paid)?.flags.checkout, {
      value: true,
      variant: "on",
      reason: "TARGETING_MATCH",
    });
    await server.target(PROJECT, "checkout", paidOnly("free", "paid"));
    await page.identify(free);
    await until(() => node.booleanValue("checkout", free, false), "the change in the process");
    await until(() => page.booleanValue("checkout", false), "the change in the page");
    assert.equal(await edge.refresh(), true);
    assert.deepEqual(values(), [true, true, true]);
    assert.equal(await edge.refresh(), true); // not modified
    await server.target(PROJECT, "checkout", paidOnly("paid"));
    await edge.flush();
    await node.close();
    page.close();
  });

  it("report what a server takes, whatever an application asks for", async () => {
    const answers: number[] = [];
    const fetched = globalThis.fetch;
    globalThis.fetch = async (...question) => {
      const response = await fetched(...question);
      if (String(question[0]).endsWith("/telemetry")) answers.push(response.status);
      return response;
    };
    try {
      const node = createClient({ url: server.url, sdkKey: serverKey, region: "nz" });
      await node.ready(5_000);
      for (let i = 0; i < 6_000; i++) node.booleanValue(`nothing-${i}`, free, false);
      for (const key of ["", "x".repeat(1_000), "\0"]) node.booleanValue(key, free, false);
      await node.flush();
      await node.flush();
      await node.close();
    } finally {
      globalThis.fetch = fetched;
    }
    assert.ok(answers.length >= 2);
    assert.deepEqual([...new Set(answers)], [202]);
  });

  it("show what the application's server signed, and nothing else", async () => {
    const { secret } = await server.api<{ secret: string }>("PUT", ACCESS, {
      origins: [],
      secureMode: true,
    });
    const signed = (by: string) =>
      createHmac("sha256", by).update(JSON.stringify(paid)).digest("hex");
    const page = (contextHash: string) =>
      createPageClient({ url: server.url, sdkKey: clientKey, context: paid, contextHash });
    const right = page(signed(secret));
    const wrong = page(signed("a secret of somebody else's"));
    assert.equal(await right.ready(10_000), true);
    assert.equal(right.booleanValue("checkout", false), true);
    assert.equal(await wrong.ready(10_000), false);
    assert.equal(wrong.status().state, "ERROR");
    right.close();
    wrong.close();
  });
});
