import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const routes = [
  "/login",
  "/setup",
  "/projects/new",
  "/projects/comics/flags",
  "/projects/comics/flags/checkout-v2",
  "/projects/comics/flags/checkout-v2?tab=history",
  "/projects/comics/releases",
  "/projects/comics/releases/01JRUN",
  "/projects/comics/releases/01JBAD",
  "/projects/comics/releases/01JDRAFT",
  "/projects/comics/releases/01JWAIT",
  "/projects/comics/audit",
  "/projects/comics/connect",
  "/projects/comics/live",
  "/projects/comics/playground?key=alice",
  "/projects/comics/segments",
  "/projects/comics/metrics",
  "/projects/comics/people",
  "/projects/comics/settings",
];

let browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** What axe finds, said so that it can be mended. */
async function violations(page) {
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run({ resultTypes: ["violations"] });
    return violations;
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`),
  );
}

/** What fades has its final contrast only then; what breathes on the map never ends. */
const settled = (page) =>
  page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState === "finished" || effect.getTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );

/** In some colours of a page that is there: to load it twice would find nothing more. */
async function expectNoViolations(page, colorSchemes) {
  await page.evaluate(axe);
  for (const colorScheme of colorSchemes) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`[data-mantine-color-scheme=${colorScheme}]`).first().waitFor();
    await settled(page);
    expect(await violations(page), colorScheme).toEqual([]);
  }
}

// Colours do not depend on the width; all four looks of each screen are looked at by the figures.
const looks = [
  { width: 1280, colorSchemes: ["light", "dark"] },
  { width: 375, colorSchemes: ["dark"] },
];

describe.each(looks)("$colorSchemes at $width px", ({ width, colorSchemes }) => {
  let page;
  beforeAll(async () => {
    page = await browser.signedIn("/projects/comics/flags", {
      bypassCSP: true,
      viewport: { width, height: 800 },
    });
  });
  afterAll(() => page.context().close());

  it.each(routes)("%s has no violation and does not scroll sideways", async (route) => {
    await page.goto(route);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("load");
    await page.waitForFunction(() => !document.body.textContent.includes("Loading "));
    await expectNoViolations(page, colorSchemes);
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(wide).toBeLessThanOrEqual(0);
  });

  it("has none in the palette", async () => {
    await page.goto("/projects/comics/flags");
    await page.getByRole("heading", { name: "Flags" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Find flags" }).fill("checkout");
    await page
      .getByRole("option", { name: /checkout-v2/ })
      .first()
      .waitFor();
    await expectNoViolations(page, colorSchemes);
  });

  it("has none in a dialog", async () => {
    await page.goto("/projects/comics/flags/payments");
    await page.getByRole("button", { name: "Start a release" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Start", exact: true }).waitFor();
    await expectNoViolations(page, colorSchemes);
  });
});

it("made no complaint", () => browser.expectNoComplaints());
