import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { ClientAnswer } from "../../src/browser.js";
import { off, on, ValueServer } from "../browser/value-server.js";
import { until } from "../client/wire-server.js";
import { bundled, complaintsOf, openBrowser } from "./browser.js";
import { documentOf, servePage } from "./page-server.js";

declare const window: { open(): Promise<boolean>; close(): void };

const of = (value: string | number): ClientAnswer => ({ value, variant: "v", reason: "STATIC" });

describe("devtools", () => {
  let server: ValueServer;
  let browser: Browser;
  let site: Awaited<ReturnType<typeof servePage>>;
  let tab: Page;
  let complaints: string[];

  before(async () => {
    browser = await openBrowser();
    server = await new ValueServer().start();
    const settings = { url: server.url, sdkKey: "flc_k", telemetry: true, timing: { flush: 20 } };
    const page = documentOf("", settings);
    site = await servePage(server.url, () => page, await bundled("devtools.tsx"));
  });

  after(async () => {
    await browser.close();
    await site.close();
    await server.close();
  });

  beforeEach(async () => {
    server.values = () => ({ on, title: of("hi"), size: of(3), unused: off });
    tab = await browser.newPage();
    complaints = complaintsOf(tab);
    await tab.goto(site.url);
    await shows("true hi 3");
  });

  const shows = (text: string) =>
    tab.waitForFunction((wanted) => document.getElementById("seen")?.textContent === wanted, text);
  const counted = () =>
    server.requests
      .filter(({ path }) => path === "/client/v1/telemetry")
      .flatMap(({ body }) => (body as { evaluations: { variant: string }[] }).evaluations)
      .map(({ variant }) => variant);

  it("show the flags and override them, for this tab and for nobody else", async () => {
    assert.equal(await tab.evaluate(() => window.open()), true);
    await tab.getByRole("button", { name: "Flags" }).click();
    const row = (flag: string) => tab.getByRole("row", { name: flag });
    await row("unused").waitFor();
    assert.equal(await tab.locator("tr").count(), 4);
    assert.match((await row("size").textContent()) ?? "", /3v STATIC/);
    await tab.getByLabel("Override on").selectOption("false");
    await shows("false hi 3");
    await tab.getByLabel("Override title").fill("mine");
    await tab.getByLabel("Override title").press("Enter");
    await shows("false mine 3");
    const size = tab.getByLabel("Override size");
    await size.fill("many");
    await size.press("Enter");
    assert.equal(await size.getAttribute("aria-invalid"), "true");
    await size.fill("7");
    await size.press("Enter");
    await shows("false mine 7");
    server.change(() => ({ on, title: of("server's"), size: of(4), unused: off }));
    await tab.waitForFunction(() =>
      document.querySelector("firstlight-devtools")?.shadowRoot?.textContent?.includes("server's"),
    );
    await shows("false mine 7");
    await until(() => counted().length > 0, "what was counted");
    assert.ok(!counted().includes("override"));

    await tab.reload();
    await shows("true server's 4"); // nobody has loaded them
    await tab.evaluate(() => window.open());
    await shows("false mine 7");
    await tab.getByRole("button", { name: "Flags, 3 overridden" }).click();
    await tab.getByRole("button", { name: "Remove overrides" }).click();
    await shows("true server's 4");
    assert.deepEqual(complaints, []);
    await tab.close();
  });

  it("tell what was evaluated, and leave the client as it was", async () => {
    await tab.evaluate(() => window.open());
    await tab.getByRole("button", { name: "Flags" }).click();
    await tab.getByRole("button", { name: "Evaluations" }).click();
    server.change(() => ({ on: off, title: of("hi"), size: of(3), unused: off }));
    await shows("false hi 3");
    const first = tab.getByRole("row", { name: /^on/ }).first();
    await first.waitFor();
    assert.match((await first.textContent()) ?? "", /false.*off STATIC/);
    await tab.getByLabel("Find").fill("tit");
    await tab.waitForFunction(() =>
      [
        ...(document.querySelector("firstlight-devtools")?.shadowRoot?.querySelectorAll("tr") ??
          []),
      ].every((each) => each.textContent?.startsWith("title")),
    );
    await tab.getByRole("button", { name: "Evaluations" }).click();
    await tab.getByLabel("Override title").fill("mine");
    await tab.getByLabel("Override title").press("Enter");
    await shows("false mine 3");
    await tab.keyboard.press("Escape");
    assert.equal(await tab.getByLabel("Find").isVisible(), false);
    await tab.evaluate(() => window.close());
    await shows("false hi 3");
    assert.equal(await tab.locator("firstlight-devtools").count(), 0);
    assert.deepEqual(complaints, []);
    await tab.close();
  });
});
