import assert from "node:assert/strict";
import { after, afterEach, beforeEach, describe, it } from "node:test";
import { OpenFeature, ProviderEvents } from "@openfeature/web-sdk";
import { makeClient } from "../../src/browser.js";
import { clientValuesOf } from "../../src/client/client-values-of.js";
import { ALL_EXTRAS } from "../../src/core/all-extras.js";
import { Context } from "../../src/core/context.js";
import { Ruleset } from "../../src/core/ruleset.js";
import { FirstlightWebProvider } from "../../src/openfeature-web.js";
import { readRuleset } from "../../src/wire/ruleset-json.js";
import { off, on, ValueServer } from "../browser/value-server.js";
import { until, WireServer } from "../client/wire-server.js";
import { conforms, hookOf } from "./conformance.js";
import { gherkinFlags } from "./gherkin-flags.js";
import { placeThat } from "./places.js";
import type { Asked, HookCall, Sdk, Standing } from "./steps.js";

const TIMING = { firstBackoff: 20, mostBackoff: 50 };

/** Answers as the server does, by the same evaluator. */
function evaluating(flags: Record<string, unknown>): ValueServer["values"] {
  const spec = readRuleset({ ...new WireServer().ruleset, flags }, "lenient", []);
  assert.ok(spec);
  const ruleset = Ruleset.compile(spec, new Map(), ALL_EXTRAS);
  return (context) => clientValuesOf(ruleset, Context.of(context)).flags;
}

/** OpenFeature's SDK for pages with our provider. */
class WebSdk implements Sdk {
  readonly #ends: (() => unknown)[] = [];

  async use(standing: Standing): Promise<void> {
    await OpenFeature.close();
    const server = await new ValueServer().start();
    server.values = evaluating(gherkinFlags());
    const silent = await placeThat(null);
    const gone = await placeThat(503);
    const refusing = await placeThat(401);
    this.#ends.push(() => server.close(), silent.close, gone.close, refusing.close);
    const url = { "not ready": silent.url, error: gone.url, fatal: refusing.url }[
      standing as string
    ];
    const client = makeClient({ url: url ?? server.url, sdkKey: "flc_k", timing: TIMING });
    this.#ends.push(() => client.close());
    const provider = new FirstlightWebProvider(client, {
      readyTimeoutMs: standing === "error" ? 50 : 10_000,
    });
    if (standing === "not ready") {
      OpenFeature.setProvider(provider);
      return;
    }
    await OpenFeature.setProviderAndWait(provider).catch(() => {});
    if (standing === "stale") {
      server.instead = (response) => response.writeHead(503).end();
      server.cut();
      await until(() => this.status() === "STALE", "stale");
    }
  }

  status(): string {
    return OpenFeature.getClient().providerStatus;
  }

  async evaluate({ type, key, fallback, context }: Asked, hooks: ((call: HookCall) => void)[]) {
    if (Object.keys(context).length > 0) await OpenFeature.setContext(context);
    const client = OpenFeature.getClient();
    const all = { hooks: hooks.map(hookOf) };
    return type === "boolean"
      ? client.getBooleanDetails(key, fallback as boolean, all)
      : type === "string"
        ? client.getStringDetails(key, fallback as string, all)
        : type === "object"
          ? client.getObjectDetails(key, fallback as object as never, all)
          : client.getNumberDetails(key, fallback as number, all);
  }

  async close(): Promise<void> {
    await OpenFeature.close();
    await OpenFeature.clearContexts();
    for (const end of this.#ends.splice(0)) await end();
  }
}

conforms("OpenFeature's scenarios, in a page", () => new WebSdk());

describe("the provider for pages", () => {
  let server: ValueServer;

  beforeEach(async () => {
    server = await new ValueServer().start();
    server.values = ({ targetingKey }) => ({ f: targetingKey === "alice" ? on : off });
  });

  afterEach(() => server.close());
  after(() => OpenFeature.close());

  it("asks for OpenFeature's context, reconciles another, and tells of changes", async () => {
    await OpenFeature.setContext({ targetingKey: "alice" });
    const client = makeClient({ url: server.url, sdkKey: "flc_k", timing: TIMING });
    const contextHashOf = ({ targetingKey }: { targetingKey?: string }) =>
      `hash of ${targetingKey}`;
    await OpenFeature.setProviderAndWait(new FirstlightWebProvider(client, { contextHashOf }));
    const flags = OpenFeature.getClient();
    assert.equal(flags.getBooleanValue("f", false), true);
    assert.deepEqual(server.streamed(), [{ targetingKey: "alice" }]);
    const hashes = () => server.requests.map(({ headers }) => headers["x-firstlight-context-hash"]);
    assert.deepEqual(hashes(), ["hash of alice"]);
    server.delay = () => 30;
    const reconciled = OpenFeature.setContext({ targetingKey: "bob" });
    assert.equal(flags.providerStatus, "RECONCILING");
    assert.equal(flags.getBooleanValue("f", false), true);
    await reconciled;
    assert.equal(flags.providerStatus, "READY");
    assert.equal(flags.getBooleanValue("f", true), false);
    const heard: unknown[] = [];
    flags.addHandler(ProviderEvents.ConfigurationChanged, (event) =>
      heard.push(event?.flagsChanged),
    );
    server.change(() => ({ f: on }));
    await until(() => heard.length > 0, "the change");
    assert.deepEqual(heard, [["f"]]);
  });

  it("reports what OpenFeature tracks, with its value where there is one", async () => {
    await OpenFeature.setContext({ targetingKey: "alice" });
    const settings = { url: server.url, sdkKey: "flc_k", telemetry: true };
    const client = makeClient({ ...settings, timing: { ...TIMING, flush: 60_000 } });
    await OpenFeature.setProviderAndWait(new FirstlightWebProvider(client));
    const flags = OpenFeature.getClient();
    flags.track("signup");
    flags.track("signup", { value: 7 });
    client.close();
    const sent = () => server.requests.filter(({ path }) => path === "/client/v1/telemetry");
    await until(() => sent().length === 1, "a batch");
    const outcomes = sent().map(({ body }) => (body as { outcomes: unknown }).outcomes);
    assert.deepEqual(outcomes, [
      [
        { metric: "signup", count: 1 },
        { metric: "signup", value: 7, count: 1 },
      ],
    ]);
  });
});
