import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.mjs";

let browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.closePages());
afterAll(() => browser.close());

const production = (key) =>
  browser.world.flags.find((flag) => flag.key === key).environments.production;

describe("the door", () => {
  it("refuses a wrong password in the server's words", async () => {
    const page = await browser.page();
    await page.goto("/projects/comics/flags?q=cart");
    await page.getByLabel("Email").fill("ada@example.org");
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("Email and password do not match.").waitFor();
  });

  it("leads back to where one wanted to go", async () => {
    const page = await browser.page();
    await page.goto("/projects/comics/flags?q=cart");
    await page.getByLabel("Email").fill("ada@example.org");
    await page.getByLabel("Password").fill("correct horse battery");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "cart-redesign" }).waitFor();
    expect(page.url()).toContain("/projects/comics/flags?q=cart");
  });

  it("lets the first person in by the setup link and others by a sign-in link", async () => {
    const page = await browser.page();
    await page.goto("/setup#token=first");
    await page.getByLabel("Your name").fill("Ada");
    await page.getByLabel("Email").fill("ada@example.org");
    await page.getByLabel("Password").fill("correct horse battery");
    await page.getByRole("button", { name: "Create the account" }).click();
    await page.getByRole("heading", { name: "Flags" }).waitFor();
    const other = await browser.page();
    await other.goto("/signin#link=once");
    await other.getByRole("heading", { name: "Flags" }).waitFor();
  });
});

describe("the list of flags", () => {
  it("turns a flag on, and shows what another person does", async () => {
    const page = await browser.signedIn();
    const other = await browser.signedIn();
    const name = "payments in production";
    await page.getByRole("switch", { name, exact: true }).click();
    await other.locator(`[role=switch][aria-label="${name}"][aria-checked=true]`).waitFor();
    expect(production("payments").enabled).toBe(true);
  });

  it("takes the switch back when someone else was faster", async () => {
    const page = await browser.signedIn();
    const toggle = page.getByRole("switch", { name: "search-v2 in production", exact: true });
    // At the last moment, so that the page cannot have heard of it.
    await page.route("**/search-v2/environments/production", (route) => {
      production("search-v2").version += 1;
      return route.continue();
    });
    await toggle.click();
    await page.getByText("Someone else changed search-v2 meanwhile.").waitFor();
    await page.locator('[aria-label="search-v2 in production"][aria-checked=false]').waitFor();
  });

  it("turns a flag on that was found before the server has looked", async () => {
    const page = await browser.signedIn();
    await page.getByRole("link", { name: "cart-redesign", exact: true }).waitFor();
    let look;
    const looking = new Promise((later) => {
      look = later;
    });
    await page.route(/flags\?query=cart/, async (route) => {
      await looking;
      await route.continue().catch(() => {});
    });
    await page.getByLabel("Find flags").fill("cart-redesign");
    await page.getByRole("link", { name: "payments", exact: true }).waitFor({ state: "hidden" });
    const on = production("cart-redesign").enabled;
    const name = "cart-redesign in production";
    await page.getByRole("switch", { name, exact: true }).click();
    await page.locator(`[role=switch][aria-label="${name}"][aria-checked=${!on}]`).waitFor();
    look();
    await expect.poll(() => production("cart-redesign").enabled).toBe(!on);
  });

  it("keeps the query in the address and is used by keyboard alone", async () => {
    const page = await browser.signedIn();
    const other = page.getByRole("link", { name: "cart-redesign", exact: true });
    await other.waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("search-v2");
    await page.waitForURL(/q=search-v2/);
    // The list that was there goes, and with it what "j" would have taken.
    await other.waitFor({ state: "hidden" });
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.locator("[data-active=true]").getByRole("link", { name: "search-v2" }).waitFor();
    // Longer than typing rests: the query is still there, and the row with it.
    await page.waitForTimeout(300);
    expect(page.url()).toContain("q=search-v2");
    const before = production("search-v2").enabled;
    await page.keyboard.press("e");
    await expect.poll(() => production("search-v2").enabled).toBe(!before);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "search-v2" }).waitFor();
  });

  it("has only the rows in sight in the document", async () => {
    const many = await openBrowser({
      world: new (await import("./fixture/world.mjs")).World({ count: 2000 }),
    });
    const page = await many.signedIn();
    await page.getByText("checkout-v2").first().waitFor();
    expect(await page.locator("*").count()).toBeLessThan(1500);
    await many.close();
  });
});

it("made no complaint", async () => {
  // A refused switch is a 412, and a wrong password a 401; the browser logs both by itself.
  browser.expectNoComplaints(/status of (401|412)/);
});
