import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { renderToString } from "react-dom/server";
import type { ClientAnswer } from "../../src/browser.js";
import { FlagProvider } from "../../src/react.js";
import { ValueServer } from "../browser/value-server.js";
import { until } from "../client/wire-server.js";
import { bundled, complaintsOf, openBrowser } from "./browser.js";
import { documentOf, servePage } from "./page-server.js";
import { Slow } from "./pages/slow.js";

declare const window: {
  problems: string[];
  seen: string[];
  heard: string[];
  delivered: number[];
  rendered: { value: string; at: number }[];
};

const text = (value: string): ClientAnswer => ({ value, variant: value, reason: "STATIC" });

describe("a change that comes to a page", () => {
  let server: ValueServer;
  let browser: Browser;

  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  beforeEach(async () => {
    server = await new ValueServer().start();
  });

  afterEach(() => server.close());

  it("while it hydrates shows nowhere before it shows everywhere", async () => {
    server.values = () => ({ f: text("v1") });
    const bootstrap = { epoch: 1, revision: 1, flags: { f: text("v0") } };
    server.revision = 2;
    const settings = { url: server.url, sdkKey: "flc_k", bootstrap };
    const rendered = renderToString(
      <FlagProvider options={settings}>
        {Array.from({ length: 100 }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never move
          <Slow key={i} />
        ))}
      </FlagProvider>,
    );
    const page = documentOf(rendered, settings);
    const site = await servePage(server.url, () => page, await bundled("hydrating.tsx"));
    const tab = await browser.newPage();
    const complaints = complaintsOf(tab);
    await tab.goto(site.url);
    await tab.waitForFunction(() => document.querySelector("b")?.textContent === "v1");
    const { seen, heard, problems } = await tab.evaluate(() => {
      const { seen, heard, problems } = window;
      return { seen, heard, problems };
    });
    assert.deepEqual(heard.slice(0, 2), ["change", "hydrated"], "it came before hydration ended");
    assert.deepEqual([...new Set(seen)], ["v1"]);
    assert.deepEqual(problems, []);
    assert.deepEqual(complaints, []);
    await tab.close();
    await site.close();
  });

  it("is rendered within 100 ms of its arrival, 95 times of 100", async () => {
    const flags = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}`, text("v0")]));
    server.values = () => flags;
    const page = documentOf("", { url: server.url, sdkKey: "flc_k" });
    const site = await servePage(server.url, () => page, await bundled("latency.tsx"));
    const tab = await browser.newPage();
    await tab.goto(site.url);
    await tab.waitForFunction(() => document.getElementById("c7")?.textContent === "v0");
    await until(() => server.open === 1, "a stream");
    const waits: number[] = [];
    for (let i = 1; i <= 60; i++) {
      await tab.evaluate(() => void window.delivered.splice(0));
      server.change(() => ({ ...flags, f7: text(`v${i}`) }));
      const last = await tab.waitForFunction((value) => {
        const found = window.rendered.at(-1);
        return found?.value === value ? found.at - (window.delivered[0] ?? 0) : null;
      }, `v${i}`);
      waits.push((await last.jsonValue()) ?? Number.NaN);
    }
    waits.sort((one, other) => one - other);
    const p95 = waits[Math.ceil(waits.length * 0.95) - 1] ?? Number.NaN;
    assert.ok(p95 < 100, `p95 is ${p95} ms, the median ${waits[30]} ms`);
    await tab.close();
    await site.close();
  });
});
