import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.mjs";
import { startFixture } from "./fixture-server.mjs";

let browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.closePages());
afterAll(() => browser.close());

describe("by keyboard alone", () => {
  it("one finds a flag and goes there, and anywhere else", async () => {
    const page = await browser.signedIn();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Find flags" }).fill("search-v2");
    await page.getByRole("option", { name: /^search-v2/, selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "search-v2" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("l");
    await page.getByRole("heading", { name: "Live" }).waitFor();
  });
});

it("the connection is said to be lost, and what was missed is made good", async () => {
  const page = await browser.page();
  await page.clock.install();
  await browser.enter(page, "/projects/comics/flags/payments?env=staging");
  await page.getByTestId("connection").getByText("Live").waitFor();
  await page.context().setOffline(true);
  await page.getByTestId("connection").getByText("Reconnecting").waitFor();
  await page.clock.runFor(5_000);
  await page.getByRole("alert").getByText("No connection to the server since").waitFor();
  await page.getByTestId("connection").getByText("Stale since").waitFor();
  const { environments } = browser.world.flags.find(({ key }) => key === "payments");
  environments.staging = { ...environments.staging, enabled: false, version: 7 };
  await page.context().setOffline(false);
  await page.getByText("Off in staging").waitFor();
  await page.getByTestId("connection").getByText("Live").waitFor();
});

it("nothing old is called live when a server that was killed is back", async () => {
  const own = await openBrowser();
  const page = await own.signedIn("/projects/comics/flags?q=payments");
  const connection = page.getByTestId("connection");
  await connection.getByText("Live").waitFor();
  const port = Number(new URL(own.fixture.url).port);
  await own.fixture.close();
  await page.getByRole("alert").getByText("No connection to the server since").waitFor();
  const { environments } = own.world.flags.find(({ key }) => key === "payments");
  environments.production = { ...environments.production, enabled: true, version: 7 };
  await page.evaluate(() => {
    window.lies = 0;
    const look = () => {
      const { state } = document.querySelector("[data-testid=connection]").dataset;
      const shown = document.querySelector('[aria-label="payments in production"]').ariaChecked;
      if (state === "live" && shown === "false") window.lies += 1;
      requestAnimationFrame(look);
    };
    look();
  });
  const again = await startFixture({ port, world: own.world });
  await connection.getByText("Live").waitFor();
  await page.getByRole("alert").waitFor({ state: "hidden" });
  const toggle = page.getByRole("switch", { name: "payments in production", exact: true });
  expect(await toggle.getAttribute("aria-checked")).toBe("true");
  expect(await page.evaluate(() => window.lies)).toBe(0);
  await own.close();
  await again.close();
});

it("a server that only falls silent is found out, too", async () => {
  const page = await browser.page();
  await page.clock.install();
  await browser.enter(page);
  await page.getByTestId("connection").getByText("Live").waitFor();
  browser.world.silent = true;
  await page.clock.runFor(4_100);
  await page.getByTestId("connection").getByText("Reconnecting").waitFor();
  await page.clock.runFor(5_000);
  await page.getByRole("alert").getByText("No connection to the server since").waitFor();
  browser.world.silent = false;
  await page.clock.runFor(16_000);
  await page.getByTestId("connection").getByText("Live").waitFor();
});

describe("a person", () => {
  it("sees what happens while it happens", async () => {
    const page = await browser.signedIn("/projects/comics/live");
    await page.getByTestId("connection").getByText("Live").waitFor();
    const flag = browser.world.flags.find(({ key }) => key === "payments");
    browser.world.changed(flag, "production", null);
    const feed = page.getByRole("region", { name: "What happens" });
    await feed.getByText("flag.changed production/payments").waitFor();
    await feed.getByText(/payments is at revision \d+ in production/).waitFor();
  });

  it("asks what every flag gives a context, and copies the question as code", async () => {
    const page = await browser.signedIn("/projects/comics/playground");
    await page.getByLabel("Targeting key").fill("o'brien");
    await page.getByLabel("Attributes").fill('{"plan": "beta"}');
    await page.getByLabel("Of the flags that fit").fill("tag:checkout");
    await page.getByRole("button", { name: "Evaluate" }).click();
    await page.waitForURL(/attributes=/);
    const values = page.getByRole("region", { name: "Values" });
    await values.getByText("2 values").waitFor();
    await values.getByText("TARGETING_MATCH").first().waitFor();
    await page.getByRole("tab", { name: "Java", exact: true }).click();
    await page.getByText('.with("plan", "beta")').waitFor();
  });

  it("sees what an edit of a segment changes before it is saved", async () => {
    const page = await browser.signedIn("/projects/comics/segments");
    await page.getByRole("button", { name: "Edit beta" }).click();
    await page.getByLabel("Always in it, a key a line").fill("alice\nbob");
    await page.getByRole("button", { name: "See what changes" }).click();
    await page.getByText("Used by checkout-v2. 3.1 % ± 0.8 of units change.").waitFor();
    expect(browser.world.segments.find(({ key }) => key === "beta").version).toBe(1);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("alice and bob, and whoever has plan is beta").waitFor();
  });

  it("is asked why where an environment takes no change without a reason", async () => {
    browser.world.environments[1].requireComments = true;
    const staging = () =>
      browser.world.flags.find(({ key }) => key === "cart-cache").environments.staging;
    const before = staging().version;
    const page = await browser.signedIn("/projects/comics/flags?q=cart-cache");
    await page.getByRole("switch", { name: "cart-cache in staging", exact: true }).click();
    await page.getByLabel("Comment").fill("it fills up");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /Turn it/ })
      .click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await expect.poll(() => staging().version).toBe(before + 1);
    browser.world.environments[1].requireComments = false;
  });

  it("makes a token and a sign-in link, each shown once", async () => {
    const page = await browser.signedIn("/projects/comics/people");
    await page.getByRole("button", { name: "Sign-in link for Bob" }).click();
    await page.getByText("signin#link=bob@example.org").waitFor();
    await page.getByLabel("Token for").fill("ci");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByLabel("Token", { exact: true }).getByText("fla_token-1").waitFor();
  });

  it("makes a robot's token with a budget, by keyboard alone, and says what it may", async () => {
    const page = await browser.signedIn("/projects/comics/people");
    await page.getByLabel("Token for").focus();
    await page.keyboard.type("robot");
    await page.getByLabel("With a budget").focus();
    await page.keyboard.press("Space");
    const percent = page.getByLabel("At most, in % of units");
    await percent.focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("0.7");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("2");
    await page.keyboard.press("Enter");
    const row = page.getByRole("row", { name: /robot/ });
    await row.getByText(/at most 0\.7\s% of units, in 2 regions, within a day/).waitFor();
    expect(browser.world.tokens.at(-1).budget).toEqual({ share: 0.007, regions: 2 });
  });

  it("says at the role that it may do more than a budget counts", async () => {
    const page = await browser.signedIn("/projects/comics/people");
    const tokens = page.getByRole("region", { name: "Tokens" });
    await tokens.getByLabel("Token for").fill("robot");
    await tokens.getByLabel("Role").selectOption("admin");
    await tokens.getByLabel("With a budget").check();
    const before = browser.world.tokens.length;
    await tokens.getByRole("button", { name: "Create", exact: true }).click();
    await tokens.getByText("a admin may do more").waitFor();
    expect(await tokens.getByLabel("Role").getAttribute("aria-invalid")).toBe("true");
    expect(await tokens.getByRole("alert").count()).toBe(0);
    expect(browser.world.tokens.length).toBe(before);
  });

  it("gives somebody a role in one environment, and takes somebody away", async () => {
    const page = await browser.signedIn("/projects/comics/people");
    await page.getByRole("button", { name: "Change what Bob may do in comics" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Add a role" }).click();
    await dialog.getByLabel("Role 1", { exact: true }).selectOption("releaser");
    await dialog.getByLabel("Environment 1").selectOption("staging");
    await dialog.getByRole("button", { name: "Save" }).click();
    const access = page.getByRole("region", { name: "Access to the project" });
    await access.getByText("releaser in staging").first().waitFor();
    const bob = browser.world.people.find(({ name }) => name === "Bob");
    expect(bob.grants).toEqual([{ project: "comics", environment: "staging", role: "releaser" }]);
    await page.getByRole("button", { name: "Edit Kiri" }).click();
    await dialog.getByText("Not signed in.").waitFor();
    await dialog.getByRole("button", { name: "Remove…" }).click();
    await dialog.getByRole("button", { name: "Remove Kiri" }).click();
    await expect.poll(() => browser.world.people.some(({ name }) => name === "Kiri")).toBe(false);
  });

  it("ends another session of theirs, and changes the password", async () => {
    browser.world.signIn();
    const page = await browser.signedIn("/projects/comics/account");
    const sessions = page.getByRole("region", { name: "Sessions" });
    await sessions.getByText("this one").waitFor();
    const before = browser.world.sessions.size;
    await sessions
      .getByRole("button", { name: /^End the session/ })
      .first()
      .click();
    await expect.poll(() => browser.world.sessions.size).toBe(before - 1);
    await page.getByLabel("The one you have").fill("correct horse battery");
    await page.getByLabel("The new one").fill("another horse battery");
    await page.getByRole("button", { name: "Change the password" }).click();
    await page.getByText("The password is changed").waitFor();
  });

  it("puts somebody into a team, and gives it a role that was made up", async () => {
    const page = await browser.signedIn("/projects/comics/people");
    await page.getByRole("button", { name: "Edit the team Platform" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Put somebody into it").selectOption("p2");
    await dialog.getByRole("button", { name: "Take Bob out of the team" }).waitFor();
    await dialog.getByLabel("Role everywhere").selectOption("key-keeper");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("cell", { name: "key-keeper" }).waitFor();
  });

  it("sets up a second factor, and comes in with it", async () => {
    const page = await browser.signedIn("/projects/comics/account");
    const card = page.getByRole("region", { name: "Second factor" });
    await card.getByLabel("Your password").fill("correct horse battery");
    await card.getByRole("button", { name: "Set it up" }).click();
    await card.getByRole("img", { name: /as a picture/ }).waitFor();
    await card.getByText("JBSW Y3DP").waitFor();
    await card.getByLabel("Code").fill("123456");
    await card.getByRole("button", { name: "Confirm" }).click();
    await card.getByText("abcd-efgh-ijkl-mnop").waitFor();
    await page.goto("/login");
    await page.getByLabel("Email").fill("ada@example.org");
    await page.getByRole("textbox", { name: "Password" }).fill("correct horse battery");
    await page.getByRole("button", { name: /^Sign in with a password/ }).click();
    await page.getByLabel("Code").fill("123456");
    await page.getByRole("button", { name: /^Sign in with a password/ }).click();
    await page.waitForURL(/\/projects\/comics\/flags/);
    browser.world.factor = { on: false, recoveryCodesLeft: 0 };
  });

  it("has an environment ask for approvals, and reads who signed in", async () => {
    const page = await browser.signedIn("/projects/comics/settings");
    await page.getByRole("button", { name: "Edit staging" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("People besides its author").selectOption("2");
    await dialog.getByLabel("releaser", { exact: true }).check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("2 by approver and releaser").waitFor();
    browser.world.environments[1].approvals = 0;
    await page.goto("/projects/comics/audit");
    await page.getByLabel("Of what").selectOption("access");
    await page.waitForURL(/of=access/);
    await page.getByText("session.opened").waitFor();
  });

  it("is shown the first steps while nothing was released", async () => {
    browser.world.releases = [];
    const page = await browser.signedIn();
    const steps = page.getByRole("region", { name: "First steps" });
    await steps.getByText("24 instances connected").waitFor();
    await steps.getByText("for your application").waitFor();
    await steps.getByRole("button", { name: "Hide" }).click();
    await steps.waitFor({ state: "hidden" });
  });
});

it("made no complaint", () =>
  browser.expectNoComplaints(/status of (401|422)|INTERNET_DISCONNECTED/));
