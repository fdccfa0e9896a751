import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.mjs";
import { makeRequest } from "./fixture/routes-approvals.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const routes = [
  "/login",
  "/setup",
  "/projects/new",
  "/projects/comics/flags",
  "/projects/comics/flags/checkout-v2",
  "/projects/comics/flags/checkout-v2?tab=tests",
  "/projects/comics/flags/payments?tab=tests",
  "/projects/comics/flags/cart-redesign?env=staging",
  "/projects/comics/flags/checkout-v2?tab=history",
  "/projects/comics/releases",
  "/projects/comics/releases/01JRUN",
  "/projects/comics/releases/01JBAD",
  "/projects/comics/releases/01JDRAFT",
  "/projects/comics/releases/01JWAIT",
  "/projects/comics/change-requests",
  "/projects/comics/change-requests/production/request-1",
  "/projects/comics/audit",
  "/projects/comics/audit?of=access",
  "/projects/comics/connect",
  "/projects/comics/webhooks",
  "/projects/comics/webhooks/hook-pager",
  "/projects/comics/webhooks/hook-chat?show=parked&delivery=104",
  "/projects/comics/live",
  "/projects/comics/playground?key=alice",
  "/projects/comics/segments",
  "/projects/comics/metrics",
  "/projects/comics/people",
  "/projects/comics/account",
  "/projects/comics/settings",
];

let browser;
beforeAll(async () => {
  browser = await openBrowser();
  const { world } = browser;
  world.environments[0].approvals = 2;
  const { production } = world.flags.find(({ key }) => key === "checkout-v2").environments;
  production.tests = [
    { name: "listed", context: { targetingKey: "alice" }, expect: { variant: "on" } },
    { name: "free", context: { region: "eu", plan: "free" }, expect: { value: true } },
  ];
  // By region: on the map, which is drawn with the first rows of the page.
  const split = (to) => [
    { to, variant: "on" },
    { to: 100_000, variant: "off" },
  ];
  world.flags.find(({ key }) => key === "cart-redesign").environments.staging.default = {
    split: {
      by: "targetingKey",
      regions: [{ in: ["apac"], ranges: split(60_000) }],
      ranges: split(10_000),
    },
  };
  makeRequest(world, "production", world.people[1], {
    title: "Open the new payments to staff",
    comment: "tested in staging",
    flags: { payments: [{ kind: "turnOn" }] },
    segments: { beta: [{ kind: "addIncluded", keys: ["bob"] }] },
  });
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

  it("has none where approval is asked for", async () => {
    await page.goto("/projects/comics/flags");
    await page.getByRole("switch", { name: "payments in production", exact: true }).click();
    await page.getByText("It cannot wait", { exact: true }).click();
    await page.getByLabel("Why it cannot wait").waitFor();
    await expectNoViolations(page, colorSchemes);
  });

  it("has none where a test is written", async () => {
    await page.goto("/projects/comics/flags/checkout-v2?tab=tests");
    await page.getByRole("button", { name: "Add a test" }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).waitFor();
    await expectNoViolations(page, colorSchemes);
  });

  it("has none where a token with a budget is made", async () => {
    await page.goto("/projects/comics/people");
    await page.getByLabel("With a budget").check();
    await page.getByLabel("In so many regions").waitFor();
    await expectNoViolations(page, colorSchemes);
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(wide).toBeLessThanOrEqual(0);
  });

  it("has none where a role is made", async () => {
    await page.goto("/projects/comics/people");
    await page.getByRole("button", { name: "Make a role" }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Key" }).waitFor();
    await expectNoViolations(page, colorSchemes);
  });

  it("has none where a webhook is made, and where its secret is shown", async () => {
    await page.goto("/projects/comics/webhooks");
    await page.getByRole("button", { name: "Add a webhook" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Told of everything").uncheck();
    await dialog.getByLabel("Whatever environment it is about").uncheck();
    const add = dialog.getByRole("button", { name: "Add", exact: true });
    await dialog.getByLabel("Name").fill(`hook at ${width}`);
    await dialog.getByLabel("Address").fill("nowhere");
    await add.click();
    await dialog.getByText("Choose at least one environment").waitFor();
    await expectNoViolations(page, colorSchemes);
    await dialog.getByLabel("Told of everything").check();
    await dialog.getByLabel("Whatever environment it is about").check();
    await dialog.getByLabel("Address").fill("https://example.com/");
    await add.click();
    await page.getByRole("button", { name: `Send a test to hook at ${width}` }).click();
    await page.getByText("It answered 200").waitFor();
    await expectNoViolations(page, colorSchemes);
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(wide).toBeLessThanOrEqual(0);
  });

  it("has none where somebody else changed a webhook first", async () => {
    await page.goto("/projects/comics/webhooks/hook-pager");
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    const pager = browser.world.webhooks.find(({ id }) => id === "hook-pager");
    pager.version += 1;
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Address").fill("https://another.example.com/");
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await dialog.getByRole("button", { name: "Save mine over it" }).waitFor();
    await expectNoViolations(page, colorSchemes);
  });

  it("has none where something can be undone", async () => {
    await page.goto("/projects/comics/flags");
    await page.getByRole("switch", { name: "payments in staging", exact: true }).click();
    await page.getByRole("button", { name: "Undo" }).waitFor();
    await expectNoViolations(page, colorSchemes);
  });

  it("has none in a dialog", async () => {
    await page.goto("/projects/comics/flags/payments?env=staging");
    await page.getByRole("button", { name: "Start a release" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Start", exact: true }).waitFor();
    await expectNoViolations(page, colorSchemes);
  });
});

it("made no complaint but of a webhook that was changed", () =>
  browser.expectNoComplaints(/status of 412/));
