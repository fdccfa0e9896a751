import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.mjs";

let browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.closePages());
afterAll(() => browser.close());

describe("the page of a release", () => {
  it("says why, shows where, and how each guard stands", async () => {
    const page = await browser.signedIn("/projects/comics/releases/01JBAD");
    const sentence = page.getByRole("status");
    await sentence.waitFor();
    expect(await sentence.textContent()).toContain("error rate 6.1 % against 1.0 % in control");
    await page.getByRole("img", { name: /rolled back: nz/ }).waitFor();
    // The countries come in a file of their own, after the marks of the regions.
    await page.locator("svg[role=img] path").nth(150).waitFor({ state: "attached" });
    await page.getByRole("region", { name: "Guard panel.error" }).locator("canvas").waitFor();
    await page.getByText(/22\/24 instances at revision \d+, 2 behind/).waitFor();
  });

  it("shows a rollback without being reloaded", async () => {
    const page = await browser.signedIn("/projects/comics/releases/01JRUN");
    await page.getByRole("status").getByText("Baking checkout-v2").waitFor();
    browser.world.play(50);
    await page.getByRole("status").getByText("Rolled back checkout-v2 in nz").waitFor();
    await page.getByRole("button", { name: "Acknowledge" }).waitFor();
    browser.world.stop();
  });
});

describe("a person", () => {
  it("starts a release with what is proposed, and takes it back", async () => {
    const page = await browser.signedIn("/projects/comics/flags/payments");
    await page.getByRole("button", { name: "Start a release" }).click();
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByRole("status").getByText("Started payments").waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("status").getByText("Paused payments").waitFor();
    await page.getByRole("button", { name: "Roll back" }).click();
    await page.getByText(/get “off” again/).waitFor();
    await page.getByRole("button", { name: "Roll back now" }).click();
    await page.getByRole("status").getByText("Rolled back payments by ada").waitFor();
  });

  it("checks first whether it will find out, and starts then", async () => {
    const page = await browser.signedIn("/projects/comics/releases");
    await page.getByRole("button", { name: "Start a release" }).click();
    await page.getByLabel("Flag").fill("payments");
    await page.getByLabel("By this plan").selectOption("Blue green");
    await page.getByRole("button", { name: "Check first" }).click();
    const health = page.getByRole("region", { name: "Health" });
    await health.getByText("panel.error passes in about 43 min.").waitFor();
    const draft = browser.world.releases.find(({ state }) => state === "DRAFT");
    expect(draft.plan).toMatchObject({ origin: "blue-green", guards: [{ metric: "panel.error" }] });
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByRole("status").getByText("Started payments by ada.").waitFor();
  });

  it("takes one region back, and says why", async () => {
    const page = await browser.signedIn("/projects/comics/releases/01JWAIT");
    await page.getByLabel("Reason, for the log").fill("complaints");
    await page.getByRole("button", { name: "Roll back" }).click();
    await page.getByLabel("Where").selectOption("au");
    await page.getByText(/All units in au .* get “off” again/).waitFor();
    await page.getByRole("button", { name: "Roll back now" }).click();
    const said = "Rolled back login-retry in au by ada: complaints";
    await page.getByRole("status").getByText(said).waitFor();
    await page.getByRole("img", { name: /rolled back: au/ }).waitFor();
  });

  it("prints a release as one page", async () => {
    const page = await browser.signedIn("/projects/comics/releases/01JBAD", {
      colorScheme: "dark",
    });
    await page.getByText("Failed", { exact: true }).first().waitFor();
    await page.getByRole("region", { name: "Guard panel.error" }).locator("canvas").waitFor();
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });

  it("finds what needs attention first", async () => {
    const page = await browser.signedIn();
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    const first = page.getByRole("region", { name: "Needs attention" });
    await first.getByRole("link", { name: /payments/ }).waitFor();
  });
});

it("made no complaint", () => browser.expectNoComplaints());
