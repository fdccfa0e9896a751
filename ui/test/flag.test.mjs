import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.mjs";

let browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.closePages());
afterAll(() => browser.close());

const staging = (key) => browser.world.flags.find((flag) => flag.key === key).environments.staging;

async function open(key, env = "staging") {
  const page = await browser.signedIn(`/projects/comics/flags/${key}?env=${env}`);
  await page.getByRole("heading", { name: key }).waitFor();
  return page;
}

describe("the page of a flag", () => {
  it("saves a split, having said how many units move", async () => {
    const page = await open("checkout-v2");
    await page.getByLabel("Default: percent of on").fill("70");
    const bar = page.getByRole("region", { name: "Unsaved changes" });
    await bar.getByText(/20\s% of units elsewhere move/).waitFor();
    await bar.getByRole("button", { name: "Save" }).click();
    await page.getByText(/is at revision \d+/).waitFor();
    expect(staging("checkout-v2").default.split.ranges).toEqual([
      { to: 70000, variant: "on" },
      { to: 100000, variant: "off" },
    ]);
  });

  it("adds a rule by form", async () => {
    const page = await open("payments");
    await page.getByRole("button", { name: "Add a rule" }).click();
    await page.getByLabel("Attribute 1").fill("plan");
    await page.getByLabel("Value 1").fill("beta, pro");
    await page.getByRole("button", { name: "Done" }).click();
    await page
      .getByRole("region", { name: "Unsaved changes" })
      .getByRole("button", { name: "Save" })
      .click();
    await page.getByText(/is at revision \d+/).waitFor();
    expect(staging("payments").rules[0].when).toEqual({
      attribute: "plan",
      op: "in",
      values: ["beta", "pro"],
    });
  });

  it("keeps a rule that is being written while someone else changes the flag", async () => {
    const page = await open("cart-redesign");
    await page.getByRole("button", { name: "Add a rule" }).click();
    await page.getByLabel("Attribute 1").fill("plan");
    const flag = browser.world.flags.find(({ key }) => key === "cart-redesign");
    flag.environments.staging = { ...flag.environments.staging, enabled: false, version: 9 };
    browser.world.changed(flag, "staging", null);
    await page.getByText("Off in staging").waitFor();
    expect(await page.getByLabel("Attribute 1").inputValue()).toBe("plan");
  });

  it("shows the server's pointer when JSON is wrong", async () => {
    const page = await open("search-v2");
    await page.getByRole("tab", { name: "JSON" }).click();
    await page
      .getByLabel("Targeting as JSON")
      .fill(
        '{"enabled": true, "offVariant": "off", "prerequisites": [], "targets": [], "rules": [], "default": null}',
      );
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").getByText("/default").waitFor();
  });

  it("says why a context gets its value", async () => {
    const page = await open("checkout-v2", "production");
    await page.getByLabel("Attributes").fill('{"plan": "beta"}');
    await page.getByRole("button", { name: "Why this value?" }).click();
    await page.getByText("TARGETING_MATCH").waitFor();
    await page.getByText("plan is beta").waitFor();
  });

  it("keeps an answer in the address, as of its revision", async () => {
    const page = await open("checkout-v2", "production");
    await page.getByLabel("Attributes").fill('{"plan": "beta"}');
    await page.getByLabel("As of revision").fill("1007");
    await page.getByRole("button", { name: "Why this value?" }).click();
    await page.getByText("As of revision 1007.").waitFor();
    await page.getByRole("link", { name: "Link to this answer" }).click();
    await page.waitForURL(/at=1007/);
    const asked = [];
    const other = await browser.signedIn();
    other.on("request", (request) => {
      if (request.url().endsWith("/explain")) asked.push(request.postDataJSON());
    });
    await other.goto(page.url());
    await other.getByText("As of revision 1007.").waitFor();
    await other.getByText("plan is beta").waitFor();
    expect(asked).toEqual([
      { flag: "checkout-v2", context: { targetingKey: "alice", plan: "beta" }, revision: 1007 },
    ]);
  });

  it("says where the flag is in its life, and where code names it", async () => {
    const page = await open("search-v2");
    const life = page.getByRole("region", { name: "Its life" });
    await life.getByText("stale", { exact: true }).waitFor();
    await life.getByText("It served on to everybody for 31 days.").waitFor();
    await life.getByText("src/search.ts:12").waitFor();
  });

  it("goes back, from the audit, to what it did before", async () => {
    const page = await open("feed-v2");
    const before = staging("feed-v2");
    await page.getByRole("switch", { name: "feed-v2 in staging" }).click();
    await expect.poll(() => staging("feed-v2").enabled).toBe(!before.enabled);
    await page.getByRole("link", { name: /^Audit/ }).click();
    await page.getByRole("link", { name: "feed-v2 in staging" }).first().click();
    await page.getByRole("button", { name: "Go back to revision 1000" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("About 20 % of units change.").waitFor();
    await dialog.getByLabel("Why, for the audit log").fill("too early");
    await dialog.getByRole("button", { name: "Go back" }).click();
    await page.getByText("does again what it did at revision 1000").waitFor();
    expect(staging("feed-v2").enabled).toBe(before.enabled);
    const history = page.getByRole("region", { name: "History" });
    await history.getByText("too early").waitFor();
    expect(browser.world.audit[0].comment).toBe("too early");
  });

  it("creates a flag", async () => {
    const page = await browser.signedIn();
    await page.getByRole("button", { name: "Create a flag" }).click();
    await page.getByLabel("Key").fill("brand-new");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByRole("heading", { name: "brand-new" }).waitFor();
  });

  it("makes an SDK key and fills it in", async () => {
    const page = await browser.signedIn();
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.getByRole("button", { name: "Create a key" }).click();
    await page.getByLabel("SDK key", { exact: true }).getByText("fls_").waitFor();
    await page
      .getByLabel("curl example", { exact: true })
      .getByText(/Bearer fls_/)
      .waitFor();
    await page.getByText("24 instances connected").waitFor();
  });
});

it("made no complaint", () => browser.expectNoComplaints(/status of 422/));
