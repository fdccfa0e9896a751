import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.mjs";

let browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.closePages());
afterAll(() => browser.close());

const flag = (key) => browser.world.flags.find((one) => one.key === key);
const messages = (page) => page.getByRole("region", { name: "Messages" });
const undo = (page) => messages(page).getByRole("button", { name: "Undo" });

describe("what was just done", () => {
  it("is undone by a key: a switch", async () => {
    const page = await browser.signedIn();
    const before = flag("payments").environments.production.enabled;
    await page.getByRole("switch", { name: "payments in production", exact: true }).click();
    await undo(page).waitFor();
    expect(flag("payments").environments.production.enabled).toBe(!before);
    await page.keyboard.press("u");
    await page.getByText("payments in production does again what it did at revision").waitFor();
    expect(flag("payments").environments.production.enabled).toBe(before);
    expect(browser.world.audit[0].comment).toBe("Back to revision 1000.");
    await undo(page).waitFor({ state: "hidden" });
  });

  it("is undone by a press: an edit that was saved", async () => {
    const page = await browser.signedIn("/projects/comics/flags/checkout-v2?env=staging");
    const before = flag("checkout-v2").environments.staging.default;
    await page.getByLabel("Default: percent of on").fill("70");
    await page.getByRole("button", { name: "Save" }).click();
    await undo(page).click();
    await page.getByText("checkout-v2 in staging does again what it did at").waitFor();
    expect(flag("checkout-v2").environments.staging.default).toEqual(before);
    await expect
      .poll(() => page.getByLabel("Default: percent of on").inputValue(), "the form follows")
      .toBe("50");
  });

  it("has one way back, from the latest change of a flag", async () => {
    const page = await browser.signedIn();
    const toggle = page.getByRole("switch", { name: "cart-redesign in staging", exact: true });
    const { enabled } = flag("cart-redesign").environments.staging;
    await toggle.click();
    await messages(page)
      .getByText(`cart-redesign is ${enabled ? "off" : "on"} in staging.`)
      .waitFor();
    await toggle.click();
    await messages(page)
      .getByText(`cart-redesign is ${enabled ? "on" : "off"} in staging.`)
      .waitFor();
    expect(await undo(page).count()).toBe(1);
  });

  it("stays where somebody else changed it meanwhile, and that is said", async () => {
    const page = await browser.signedIn();
    await page.getByRole("switch", { name: "search-v2 in staging", exact: true }).click();
    await undo(page).waitFor();
    const { staging } = flag("search-v2").environments;
    staging.version += 1;
    const now = staging.enabled;
    await page.keyboard.press("u");
    await page.getByText("search-v2 was changed in staging since. Nothing was undone.").waitFor();
    expect(flag("search-v2").environments.staging.enabled).toBe(now);
  });

  it("is not undone by who types a u", async () => {
    const page = await browser.signedIn();
    await page.getByRole("switch", { name: "feed-v2 in staging", exact: true }).click();
    await undo(page).waitFor();
    const now = flag("feed-v2").environments.staging.enabled;
    await page.keyboard.press("/");
    await page.keyboard.type("fu");
    await page.waitForURL(/q=fu/);
    await undo(page).waitFor();
    expect(flag("feed-v2").environments.staging.enabled).toBe(now);
  });

  it("is in the list of keys", async () => {
    const page = await browser.signedIn();
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("Undo what was just done").waitFor();
  });
});

it("made no complaint", () => browser.expectNoComplaints(/status of 412/));
