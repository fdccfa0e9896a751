import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { beforeEach, describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import express from "express";
import fastify from "fastify";
import {
  type Attributes,
  expressOutcomes,
  fastifyOutcomes,
  fetchOutcomes,
  type RequestOutcomes,
} from "../../src/node.js";
import { until } from "../client/wire-server.js";

type Headers = Record<string, unknown>;

describe("outcomes of requests", () => {
  let tracked: [string, Attributes][];
  let latencies: [Attributes, number][];
  const client = {
    track(metric: string, who: Attributes, value: number | null = null) {
      if (value === null) tracked.push([metric, who]);
      else latencies.push([who, value]);
    },
  };

  beforeEach(() => {
    tracked = [];
    latencies = [];
  });

  function outcomes<R>(headersOf: (request: R) => Headers): RequestOutcomes<R> {
    return {
      contextOf(request) {
        const { user } = headersOf(request);
        if (user === "broken") throw new Error("no session");
        return typeof user === "string" ? { targetingKey: user } : null;
      },
      errors: "error",
      slow: { metric: "slow", above: 40 },
      latency: "latency",
    };
  }

  /** Asks for what is answered well, badly, late, by nobody, and by one whose context cannot be told. */
  async function ask(get: (path: string, user: string | null) => Promise<number>): Promise<void> {
    assert.equal(await get("/ok", "alice"), 200);
    assert.equal(await get("/missing", "alice"), 404);
    assert.equal(await get("/error", "bob"), 500);
    assert.equal(await get("/slow", "carol"), 200);
    assert.equal(await get("/error", null), 500);
    assert.equal(await get("/error", "broken"), 500);
    await until(() => tracked.length >= 2, "two outcomes");
    await wait(20);
    assert.deepEqual(tracked, [
      ["error", { targetingKey: "bob" }],
      ["slow", { targetingKey: "carol" }],
    ]);
    assert.deepEqual(
      latencies.map(([{ targetingKey }, took]) => [targetingKey, took > 40]),
      [
        ["alice", false],
        ["alice", false],
        ["bob", false],
        ["carol", true],
      ],
    );
  }

  const over = (base: string) => async (path: string, user: string | null) => {
    const response = await fetch(base + path, { headers: user === null ? {} : { user } });
    await response.text();
    return response.status;
  };

  it("are tracked in Express, but not of a client that went away", async () => {
    const app = express();
    app.set("env", "test"); // says nothing of errors
    app.use(
      expressOutcomes(
        client,
        outcomes<express.Request>(({ headers }) => headers),
      ),
    );
    app.get("/ok", (_, response) => void response.send("ok"));
    app.get("/slow", async (_, response) => {
      await wait(80);
      response.send("late");
    });
    app.get("/error", () => {
      throw new Error("on purpose");
    });
    const server = app.listen(0, "127.0.0.1");
    await until(() => server.listening, "a server");
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await ask(over(base));
    const signal = AbortSignal.timeout(20);
    await assert.rejects(fetch(`${base}/slow`, { headers: { user: "dave" }, signal }));
    await wait(120);
    assert.equal(tracked.length, 2);
    server.closeAllConnections();
    server.close();
  });

  it("are tracked in Fastify", async () => {
    const app = fastify();
    app.addHook(
      "onResponse",
      fastifyOutcomes(
        client,
        outcomes<{ headers: Headers }>(({ headers }) => headers),
      ),
    );
    app.get("/ok", async () => "ok");
    app.get("/slow", async () => {
      await wait(80);
      return "late";
    });
    app.get("/error", async () => {
      throw new Error("on purpose");
    });
    await ask(over(await app.listen({ host: "127.0.0.1", port: 0 })));
    await app.close();
  });

  it("are tracked around a handler of requests, which throws on", async () => {
    const handler = fetchOutcomes(
      client,
      outcomes((request: Request) => Object.fromEntries(request.headers)),
      async (request, status: number) => {
        const { pathname } = new URL(request.url);
        if (pathname === "/error") throw new Error("on purpose");
        if (pathname === "/slow") await wait(80);
        return new Response(null, { status: pathname === "/missing" ? 404 : status });
      },
    );
    await ask(async (path, user) => {
      const headers: Record<string, string> = user === null ? {} : { user };
      try {
        return (await handler(new Request(`http://app${path}`, { headers }), 200)).status;
      } catch (error) {
        assert.equal((error as Error).message, "on purpose");
        return 500;
      }
    });
  });
});
