import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { OpenFeature, ServerProviderEvents } from "@openfeature/server-sdk";
import { createClient } from "../../src/node.js";
import { FirstlightProvider } from "../../src/openfeature-server.js";
import { flag, until, WireServer } from "../client/wire-server.js";
import { conforms, hookOf } from "./conformance.js";
import { gherkinFlags } from "./gherkin-flags.js";
import { placeThat } from "./places.js";
import type { Asked, HookCall, Sdk, Standing } from "./steps.js";

const TIMING = { firstBackoff: 20, mostBackoff: 50, answer: 10_000 };

/** OpenFeature's SDK for servers with our provider. */
class ServerSdk implements Sdk {
  readonly #ends: (() => unknown)[] = [];

  async use(standing: Standing): Promise<void> {
    await OpenFeature.close();
    const server = await new WireServer().start();
    server.ruleset.flags = gherkinFlags();
    const silent = await placeThat(null);
    const gone = await placeThat(503);
    const refusing = await placeThat(401);
    this.#ends.push(() => server.close(), silent.close, gone.close, refusing.close);
    const url = { "not ready": silent.url, error: gone.url, fatal: refusing.url }[
      standing as string
    ];
    const client = createClient({ url: url ?? server.url, sdkKey: "fls_k", timing: TIMING });
    this.#ends.push(() => client.close());
    const provider = new FirstlightProvider(client, {
      readyTimeoutMs: standing === "error" ? 50 : 10_000,
    });
    if (standing === "not ready") {
      OpenFeature.setProvider(provider);
      return;
    }
    await OpenFeature.setProviderAndWait(provider).catch(() => {});
    if (standing === "stale") {
      await until(() => client.status().state === "READY", "ready");
      server.refuseWith = 503;
      server.cut();
      await until(() => this.status() === "STALE", "stale");
    }
  }

  status(): string {
    return OpenFeature.getClient().providerStatus;
  }

  evaluate({ type, key, fallback, context }: Asked, hooks: ((call: HookCall) => void)[]) {
    const client = OpenFeature.getClient();
    const all = { hooks: hooks.map(hookOf) };
    const own = context;
    return type === "boolean"
      ? client.getBooleanDetails(key, fallback as boolean, own, all)
      : type === "string"
        ? client.getStringDetails(key, fallback as string, own, all)
        : type === "object"
          ? client.getObjectDetails(key, fallback as object as never, own, all)
          : client.getNumberDetails(key, fallback as number, own, all);
  }

  async close(): Promise<void> {
    await OpenFeature.close();
    for (const end of this.#ends.splice(0)) await end();
  }
}

conforms("OpenFeature's scenarios, on a server", () => new ServerSdk());

describe("the provider for servers", () => {
  after(() => OpenFeature.close());

  it("tells of changes, of a server that is lost and found, and reports outcomes", async () => {
    const server = await new WireServer().start();
    const release = {
      id: "r",
      stage: 0,
      treatment: "on",
      control: "off",
      regions: ["nz"],
      metrics: ["signup"],
    };
    const split = { ranges: [{ to: 100_000, variant: "on" }] };
    const released = flag(true, { default: { split }, release });
    server.ruleset.flags = { f: flag(true), g: flag(true), released };
    const client = createClient({ url: server.url, sdkKey: "fls_k", timing: TIMING });
    await OpenFeature.setProviderAndWait(new FirstlightProvider(client));
    const heard: unknown[] = [];
    OpenFeature.addHandler(ServerProviderEvents.ConfigurationChanged, (details) =>
      heard.push(details?.flagsChanged),
    );
    OpenFeature.addHandler(ServerProviderEvents.Stale, () => heard.push("stale"));
    await until(() => client.status().state === "READY", "ready");
    server.change("f", flag(false));
    await until(() => heard.length > 0, "the change");
    assert.deepEqual([...heard], [["f"]]);
    const flags = OpenFeature.getClient();
    assert.equal(await flags.getBooleanValue("f", true, { targetingKey: "alice" }), false);
    const alice = { targetingKey: "alice", region: "nz" };
    flags.track("signup", alice);
    flags.track("signup", alice, { value: 7 });
    server.cut();
    await until(() => heard.includes("stale"), "stale");
    await until(() => flags.providerStatus === "READY", "ready again");
    await OpenFeature.close();
    const outcomes = server.batches.flatMap((batch) => (batch.outcomes ?? []) as object[]);
    assert.deepEqual(
      outcomes.map((each) => (each as { values?: number[] }).values),
      [undefined, [7]],
    );
    await server.close();
  });
});
