import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.mjs";

let browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.closePages());
afterAll(() => browser.close());

const ranges = (to) => [
  { to, variant: "on" },
  { to: 100_000, variant: "off" },
];

/** A flag that serves regions otherwise than elsewhere, on its page. */
async function open(key) {
  const { staging } = browser.world.flags.find((flag) => flag.key === key).environments;
  staging.default = {
    split: {
      by: "targetingKey",
      regions: [
        { in: ["nz"], ranges: ranges(25_000) },
        { in: ["apac"], ranges: ranges(60_000) },
      ],
      ranges: ranges(5_000),
    },
  };
  const page = await browser.signedIn(`/projects/comics/flags/${key}?env=staging`);
  await page.getByRole("group", { name: /^on: nz 25/ }).waitFor();
  return page;
}

const mark = (page, region) =>
  page.locator("svg").getByRole("button", { name: `Edit the split: ${region} ` });
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("aria-label"));

describe("a split by region", () => {
  it("is on the map, in a sentence, and in a table, for the variant that is chosen", async () => {
    const page = await open("cart-redesign");
    const label = (region) => mark(page, region).getAttribute("aria-label");
    expect(await label("nz")).toMatch(/nz 25\s% on$/);
    // By the group that holds it.
    expect(await label("au")).toMatch(/au 60\s% on$/);
    expect(await label("us")).toMatch(/us 5\s% on$/);
    await page.getByText(/on: nz 25\s%; apac 60\s%; elsewhere 5\s%\./).waitFor();
    await page.getByText("Regions as a table").click();
    await page.getByRole("row", { name: /^sg 60\s% apac/ }).waitFor();
    await page.getByRole("row", { name: /^eu 5\s% elsewhere/ }).waitFor();
    await page.getByLabel("Default: variant on the map").selectOption("off");
    expect(await label("nz")).toMatch(/nz 75\s% off$/);
    await page.getByText(/off: nz 75\s%; apac 40\s%; elsewhere 95\s%\./).waitFor();
  });

  it("is opened for editing by keyboard, the group's where the group counts", async () => {
    const page = await open("feed-v2");
    await mark(page, "nz").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("Default in nz: share of on");
    await mark(page, "sg").focus();
    await page.keyboard.press(" ");
    await expect.poll(() => focused(page)).toBe("Default in apac: share of on");
    await page.keyboard.press("ArrowRight");
    await page.getByText(/on: nz 25\s%; apac 60\.1\s%/).waitFor();
  });

  it("is made by a press for a region that has none of its own", async () => {
    const page = await open("login-banner");
    await mark(page, "us").click();
    await expect.poll(() => focused(page)).toBe("Default in us: share of on");
    await page.getByLabel("Default in us: percent of on").fill("50");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText(/is at revision \d+/).waitFor();
    const { staging } = browser.world.flags.find(({ key }) => key === "login-banner").environments;
    expect(staging.default.split.regions.at(-1)).toEqual({ in: ["us"], ranges: ranges(50_000) });
    expect(await mark(page, "us").getAttribute("aria-label")).toMatch(/us 50\s% on$/);
  });

  it("keeps the names of those that stay when one is removed", async () => {
    const page = await open("mail-fallback");
    await page.getByRole("button", { name: "Remove regional split 1" }).click();
    expect(await page.getByLabel("Regions of split 1").inputValue()).toBe("apac");
  });

  it("costs nothing where there is none", async () => {
    const page = await browser.page();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await browser.enter(page, "/projects/comics/flags/payments?env=staging");
    await page.getByText("Everyone else").waitFor();
    // The last script that the page asks for by itself.
    await expect.poll(() => asked.some((url) => /palette-.*js$/.test(url))).toBe(true);
    expect(asked.filter((url) => /atlas|countries/.test(url))).toEqual([]);
  });
});

it("made no complaint", () => browser.expectNoComplaints());
