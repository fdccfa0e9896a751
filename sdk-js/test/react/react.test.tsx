import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { renderToString } from "react-dom/server";
import type { BrowserClientOptions, ClientAnswer } from "../../src/browser.js";
import { Flag, FlagProvider, useFlag, useFlagStatus, useFlags } from "../../src/react.js";
import { off, on, ValueServer } from "../browser/value-server.js";
import { until } from "../client/wire-server.js";
import { bundled, complaintsOf, openBrowser } from "./browser.js";
import { documentOf, servePage } from "./page-server.js";
import { App } from "./pages/app.js";

declare const window: {
  renders: Map<number, number>;
  problems: string[];
  seen: string[];
};

const allOn = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}`, on]));
const text = (value: string): ClientAnswer => ({ value, variant: value, reason: "STATIC" });

describe("components", () => {
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

  const options = (more: Partial<BrowserClientOptions> = {}): BrowserClientOptions => ({
    url: server.url,
    sdkKey: "flc_k",
    context: { targetingKey: "alice" },
    ...more,
  });

  it("render on a server with the values that the page is given, and ask for nothing", () => {
    function Page() {
      const { title, size } = useFlags({ title: "none", size: 1, gone: false });
      return (
        <p>
          {title} {size} {useFlagStatus().state} {String(useFlag("title", false))}
          <Flag flag="on">yes</Flag>
          <Flag flag="off" otherwise="no">
            yes
          </Flag>
          <Flag flag="title" is="big">
            !
          </Flag>
          <Flag flag="nope">never</Flag>
        </p>
      );
    }
    const flags = { title: text("big"), on, off };
    const bootstrap = { epoch: 1, revision: 3, flags };
    const rendered = renderToString(
      <FlagProvider options={options({ bootstrap })}>
        <Page />
      </FlagProvider>,
    ).replaceAll("<!-- -->", "");
    assert.equal(rendered, "<p>big 1 NOT_READY falseyesno!</p>");
    assert.equal(
      renderToString(<Page />).replaceAll("<!-- -->", ""),
      "<p>none 1 NOT_READY falseno</p>",
    );
    assert.equal(server.requests.length, 0);
  });

  it("hydrate without a difference and render again only where their own flag changed", async () => {
    server.values = () => allOn;
    const settings = options({ bootstrap: { epoch: 1, revision: 1, flags: allOn } });
    const page = documentOf(renderToString(<App options={settings} />), settings);
    const site = await servePage(server.url, () => page, await bundled("hydrate.tsx"));
    const tab = await browser.newPage();
    const complaints = complaintsOf(tab);
    await tab.goto(site.url);
    await until(() => server.open === 1, "a stream");
    await tab.waitForFunction(() => window.renders.size === 200);
    const before = await tab.evaluate(() => [...window.renders]);
    server.change(() => ({ ...allOn, f7: off }));
    await tab.waitForFunction(() => document.getElementById("c7")?.textContent === "false");
    const after = new Map(await tab.evaluate(() => [...window.renders]));
    const again = before.filter(([id, count]) => after.get(id) !== count).map(([id]) => id);
    assert.deepEqual(
      again.sort((a, b) => a - b),
      [7, 57, 107, 157],
    );
    assert.deepEqual(await tab.evaluate(() => window.problems), []);
    assert.deepEqual(complaints, []);
    await tab.close();
    await site.close();
  });

  it("hydrate as the server rendered though the browser knows other values, and then show those", async () => {
    server.values = () => ({ ...allOn, f1: off });
    const settings = options();
    const page = documentOf(renderToString(<App options={settings} />), settings);
    const site = await servePage(server.url, () => page, await bundled("hydrate.tsx"));
    const context = await browser.newContext();
    const tab = await context.newPage();
    const complaints = complaintsOf(tab);
    await tab.goto(site.url);
    await tab.waitForFunction(() => document.getElementById("c0")?.textContent === "true");
    await tab.waitForFunction(() => Object.keys(localStorage).length === 2);
    server.instead = (response) => response.writeHead(503).end();
    server.cut();
    await tab.reload();
    await tab.waitForFunction(() => document.getElementById("c0")?.textContent === "true");
    assert.equal(await tab.locator("#c1").textContent(), "false");
    assert.deepEqual(await tab.evaluate(() => window.problems), []);
    assert.deepEqual(
      complaints.filter((each) => !each.includes("503") && !each.includes("ERR_")),
      [],
    );
    await context.close();
    await site.close();
  });

  it("never show two values of a flag at once, though rendering is interrupted", async () => {
    server.values = () => ({ f: text("v0") });
    const page = documentOf("", options());
    const site = await servePage(server.url, () => page, await bundled("concurrent.tsx"));
    const tab = await browser.newPage();
    const complaints = complaintsOf(tab);
    await tab.goto(site.url);
    await tab.getByRole("button").waitFor();
    for (let i = 1; i <= 3; i++) {
      await tab.getByRole("button").click();
      await tab.waitForTimeout(100); // within the transition
      server.change(() => ({ f: text(`v${i}`) }));
      await tab.waitForFunction(
        ([value, round]) => {
          const last = document.querySelector("b:last-of-type");
          return last?.textContent === value && last?.getAttribute("data-round") === round;
        },
        [`v${i}`, String(i)],
      );
    }
    const seen = await tab.evaluate(() => window.seen);
    assert.deepEqual([...new Set(seen.filter((each) => each !== ""))], ["v0", "v1", "v2", "v3"]);
    assert.deepEqual(complaints, []);
    await tab.close();
    await site.close();
  });

  it("stand in pages that tell of errors, late paint and slow answers", async () => {
    const settings = options({ telemetry: true, timing: { flush: 60_000 } });
    const page = documentOf("<p>words that are painted</p>", settings);
    const site = await servePage(server.url, () => page, await bundled("outcomes.ts"));
    const tab = await browser.newPage();
    await tab.goto(site.url);
    await tab.getByRole("button").click();
    await tab.waitForTimeout(500);
    await tab.goto("about:blank"); // what is left to tell goes out with the page
    const sent = () =>
      server.requests.filter(({ path }) => path === "/client/v1/telemetry").map(({ body }) => body);
    type Outcome = { metric: string; value?: number; count: number };
    const outcomes = () => sent().flatMap((batch) => (batch as { outcomes: Outcome[] }).outcomes);
    await until(() => outcomes().length === 5, "five outcomes");
    const told = outcomes().sort((one, other) => (one.metric < other.metric ? -1 : 1));
    assert.deepEqual(
      told.map(({ metric, count }) => [metric, count]),
      ["interaction", "late-paint", "page-error", "paint", "slow-page"].map((each) => [each, 1]),
    );
    assert.ok((told[0]?.value ?? 0) >= 300, `answered in ${told[0]?.value} ms`);
    assert.ok((told[3]?.value ?? 0) > 0, `painted at ${told[3]?.value} ms`);
    assert.equal(told[4]?.value, undefined);
    await tab.close();
    await site.close();
  });
});
