import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.mjs";
import { makeWebhooks, tell } from "./fixture/webhooks.mjs";

const LIST = "/projects/comics/webhooks";

let browser;
beforeAll(async () => {
  browser = await openBrowser();
});
beforeEach(() => {
  browser.world.webhooks = makeWebhooks();
});
afterEach(() => browser.closePages());
afterAll(() => browser.close());

const hook = (name) => browser.world.webhooks.find((one) => one.name === name);
const focused = (field) => field.evaluate((element) => element === document.activeElement);

/** Goes on from field to field until one is focused, as somebody without a mouse does. */
async function tabTo(page, field) {
  for (let i = 0; i < 30; i++) {
    if (await focused(field)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`never came to ${field}`);
}

/** Somebody else changes it by a hair before the next edit from this page arrives. */
const outrun = (page, webhook, to) =>
  page.route(
    `**/webhooks/${webhook.id}`,
    (route) => {
      if (route.request().method() !== "GET") Object.assign(webhook, to);
      route.continue();
    },
    { times: 1 },
  );

describe("the list of webhooks", () => {
  it("says who is told of what, and shows of a chat's address no more than its host", async () => {
    const page = await browser.signedIn(LIST);
    const pager = page.getByRole("row", { name: /^pager/ });
    await pager.getByText("https://pager.example.com/firstlight").waitFor();
    await pager.getByText("release.* and instance.behind in production").waitFor();
    const chat = page.getByRole("row", { name: /^checkout team/ });
    await chat.getByRole("cell", { name: "hooks.slack.com", exact: true }).waitFor();
    await chat.getByText("Disabled", { exact: true }).waitFor();
    await chat.getByText("It took nothing for PT72H.").waitFor();
    expect(await page.getByText("T00/B00").count()).toBe(0);
    await page.getByRole("button", { name: "Edit checkout team" }).click();
    const address = page.getByRole("dialog").getByLabel("Address");
    expect(await address.inputValue()).toBe("https://hooks.slack.com/services/T00/B00/secret");
  });

  it("explains what they are where there is none", async () => {
    browser.world.webhooks = [];
    const page = await browser.signedIn(LIST);
    await page.getByRole("heading", { name: "No webhooks yet" }).waitFor();
    await page.getByText("-X POST").waitFor();
    const [, add] = await page.getByRole("button", { name: "Add a webhook" }).all();
    await add.click();
    await page.getByRole("dialog").getByLabel("Name").waitFor();
  });

  it("is walked by j and k, and one is turned off by e", async () => {
    const page = await browser.signedIn(LIST);
    await page.getByRole("link", { name: "pager" }).waitFor();
    for (const key of ["j", "j", "k", "e"]) await page.keyboard.press(key);
    await page.getByText("pager is told nothing any more.").waitFor();
    expect(hook("pager")).toMatchObject({ enabled: false, version: 2 });
    expect(hook("pager").events).toEqual(["release.*", "instance.behind"]);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "pager", level: 1 }).waitFor();
  });

  it("asks before it gives up what waits", async () => {
    hook("pager").answers = 500;
    tell(browser.world, "release.paused", "production/checkout-v2");
    const page = await browser.signedIn(LIST);
    const row = page.getByRole("row", { name: /^pager/ });
    await row.getByText("1 waiting").waitFor();
    const toggle = row.getByRole("switch", { name: "Tell pager" });
    await toggle.click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("1 delivery waits and will be parked").waitFor();
    await dialog.getByRole("button", { name: "Keep it on" }).click();
    expect(hook("pager").enabled).toBe(true);
    await toggle.click();
    await dialog.getByRole("button", { name: "Disable it" }).click();
    await row.getByText("Disabled", { exact: true }).waitFor();
    expect(hook("pager").deliveries[0].state).toBe("parked");
  });

  it("says when somebody else was faster, and does nothing", async () => {
    const page = await browser.signedIn(LIST);
    const toggle = page.getByRole("switch", { name: "Tell pager" });
    await toggle.waitFor();
    await outrun(page, hook("pager"), { version: 7, url: "https://other.example.com/" });
    await toggle.click();
    await page.getByText("Somebody changed pager meanwhile.").waitFor();
    await page.getByRole("cell", { name: "https://other.example.com/" }).waitFor();
    expect(await toggle.getAttribute("aria-checked")).toBe("true");
    expect(hook("pager").enabled).toBe(true);
  });
});

describe("a webhook is made", () => {
  it("by keyboard alone; its secret is shown once, and a test is answered in place", async () => {
    const page = await browser.signedIn();
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    const add = page.getByRole("button", { name: "Add a webhook" });
    await add.waitFor();
    await tabTo(page, add);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await expect.poll(() => focused(dialog.getByLabel("Name"))).toBe(true);
    await page.keyboard.type("deploys");
    await tabTo(page, dialog.getByLabel("Address"));
    await page.keyboard.type("https://deploys.example.com/");
    await tabTo(page, dialog.getByLabel("Told of everything"));
    await page.keyboard.press("Space");
    await tabTo(page, dialog.getByLabel("release.*", { exact: true }));
    await page.keyboard.press("Space");
    await tabTo(page, dialog.getByLabel("Others, with spaces between"));
    await page.keyboard.type("freeze.*, schedule.*");
    await tabTo(page, dialog.getByLabel("Whatever environment it is about"));
    await page.keyboard.press("Space");
    await tabTo(page, dialog.getByLabel("production", { exact: true }));
    await page.keyboard.press("Space");
    await tabTo(page, dialog.getByRole("button", { name: "Add", exact: true }));
    await page.keyboard.press("Enter");

    const card = page.getByRole("region", { name: "deploys is made" });
    await card.waitFor();
    const { secret, ...made } = hook("deploys");
    expect(made).toMatchObject({
      url: "https://deploys.example.com/",
      format: "standard",
      events: ["release.*", "freeze.*", "schedule.*"],
      environments: ["production"],
      enabled: true,
    });
    await card.getByRole("region", { name: "Secret" }).getByText(secret, { exact: true }).waitFor();
    await card.getByRole("region", { name: "Check in Java", exact: true }).waitFor();
    await tabTo(page, card.getByRole("button", { name: "Send a test to deploys" }));
    await page.keyboard.press("Enter");
    await card.getByRole("status").getByText("It answered 200 after 34 ms.").waitFor();
    await tabTo(page, card.getByRole("button", { name: "I have kept it" }));
    await page.keyboard.press("Enter");
    await card.waitFor({ state: "hidden" });
    await page.reload();
    await page.getByRole("row", { name: /^deploys/ }).waitFor();
    expect(await page.content()).not.toContain(secret);
  });

  it("shows what the server refuses at the fields, and keeps what was typed", async () => {
    const page = await browser.signedIn(LIST);
    await page.getByRole("button", { name: "Add a webhook" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("shop");
    await dialog.getByLabel("Address").fill("ftp://example.com");
    await dialog.getByLabel("What it gets").selectOption("github");
    await dialog.getByLabel("Told of everything").uncheck();
    const add = dialog.getByRole("button", { name: "Add", exact: true });
    await add.click();
    await dialog.getByText("Choose at least one, or everything.").waitFor();
    expect(hook("shop")).toBeUndefined();
    await dialog.getByLabel("Others, with spaces between").fill("Release");
    await add.click();
    await dialog.getByText("This is an http or https address.").waitFor();
    await dialog.getByText("GitHub asks for a token that may write deployments.").waitFor();
    await dialog.getByText("A deployment is of a branch, a tag or a commit.").waitFor();
    await dialog.getByText('"Release" is no type of events.').waitFor();
    expect(await dialog.getByLabel("Address").getAttribute("aria-invalid")).toBe("true");
    expect(await dialog.getByRole("alert").count()).toBe(0);
    await dialog.getByLabel("Address").fill("https://api.github.com/repos/example/comics");
    await dialog.getByLabel("Token that may write").fill("ghp_token");
    await dialog.getByLabel("Branch, tag or commit").fill("main");
    await dialog.getByLabel("Others, with spaces between").fill("release.completed");
    await add.click();
    const card = page.getByRole("region", { name: "shop is made" });
    await card.getByRole("button", { name: "Done" }).click();
    expect(hook("shop")).toMatchObject({ secret: "ghp_token", ref: "main" });
  });

  it("is not where a project has as many as it may, and why is said", async () => {
    const [pager] = browser.world.webhooks;
    browser.world.webhooks = Array.from({ length: 20 }, (_, i) => ({ ...pager, id: `hook-${i}` }));
    const page = await browser.signedIn(LIST);
    await page.getByRole("button", { name: "Add a webhook" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("one more");
    await dialog.getByLabel("Address").fill("https://example.com/");
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await dialog.getByRole("alert").getByText("A project has at most 20 webhooks").waitFor();
  });
});

describe("a webhook is changed", () => {
  it("unless somebody else was faster; then both are shown, and one chooses", async () => {
    const page = await browser.signedIn(`${LIST}/hook-pager`);
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("night pager");
    Object.assign(hook("pager"), { version: 7, url: "https://other.example.com/", events: [] });
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    const note = dialog.getByRole("alert");
    await note.getByText("Somebody changed it meanwhile.").waitFor();
    const row = (name) => note.getByRole("row", { name }).textContent();
    expect(await row(/^Address/)).toBe(
      "Addresshttps://other.example.com/https://pager.example.com/firstlight",
    );
    expect(await row(/^Told of/)).toBe("Told ofeverythingrelease.* and instance.behind");
    expect(await note.getByRole("row", { name: /^About/ }).count()).toBe(0);
    expect(await dialog.getByRole("button", { name: "Save", exact: true }).isDisabled()).toBe(true);

    await note.getByRole("button", { name: "Take what is there now" }).click();
    expect(await dialog.getByLabel("Address").inputValue()).toBe("https://other.example.com/");
    await dialog.getByLabel("Name").fill("night pager");
    hook("pager").version = 8;
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await note.getByRole("button", { name: "Save mine over it" }).click();
    await page.getByRole("heading", { name: "night pager", level: 1 }).waitFor();
    expect(hook("night pager")).toMatchObject({
      version: 9,
      url: "https://other.example.com/",
      events: [],
    });
  });

  it("gets another secret, which is shown once, while the one before signs, too", async () => {
    const page = await browser.signedIn(`${LIST}/hook-pager`);
    const before = hook("pager").secret;
    await page.getByRole("button", { name: "Rotate the secret" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("The one before signs, too, for").selectOption("7 days");
    await dialog.getByRole("button", { name: "Make another secret" }).click();
    const card = page.getByRole("region", { name: "New secret of pager" });
    await card.waitFor();
    const { secret } = hook("pager");
    expect(secret).not.toBe(before);
    await card.getByRole("region", { name: "Secret" }).getByText(secret, { exact: true }).waitFor();
    await page.getByRole("row", { name: /^Secret before signs, too, until/ }).waitFor();
    await card.getByRole("button", { name: "I have kept it" }).click();
    expect(await page.getByText(secret).count()).toBe(0);
  });

  it("is deleted as it was looked at, and not otherwise", async () => {
    const page = await browser.signedIn(`${LIST}/hook-pager`);
    const remove = page.getByRole("button", { name: "Delete…" });
    await remove.click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("https://pager.example.com/firstlight").waitFor();
    Object.assign(hook("pager"), { version: 7, url: "https://other.example.com/" });
    const sure = dialog.getByRole("button", { name: "Delete", exact: true });
    await sure.click();
    await dialog.getByRole("alert").getByText("The webhook is at version 7").waitFor();
    await dialog.getByRole("button", { name: "Keep it" }).click();
    await page.getByText("https://other.example.com/").waitFor();
    await remove.click();
    await dialog.getByText("https://other.example.com/").waitFor();
    await sure.click();
    await page.getByRole("heading", { name: "Webhooks", level: 1 }).waitFor();
    await page.getByRole("row", { name: /^GitHub/ }).waitFor();
    expect(await page.getByRole("row", { name: /^pager/ }).count()).toBe(0);
    expect(hook("pager")).toBeUndefined();
  });
});

describe("the page of a webhook", () => {
  it("says why the server disabled it, and it is enabled again", async () => {
    const page = await browser.signedIn(`${LIST}/hook-chat`);
    const note = page.getByRole("alert");
    await note.getByText("The server disabled it. It took nothing for PT72H.").waitFor();
    const toggle = page.getByRole("switch", { name: "Tell checkout team" });
    expect(await toggle.getAttribute("aria-checked")).toBe("false");
    await note.getByRole("button", { name: "Enable it again" }).click();
    await note.waitFor({ state: "hidden" });
    expect(await toggle.getAttribute("aria-checked")).toBe("true");
    expect(hook("checkout team")).toMatchObject({ enabled: true, trouble: undefined });
    expect(await page.getByRole("button", { name: "Rotate the secret" }).count()).toBe(0);
  });

  it("says in place why a test was not taken", async () => {
    const page = await browser.signedIn(`${LIST}/hook-chat`);
    await page.getByRole("button", { name: "Send a test to checkout team" }).click();
    const answer = page.getByRole("region", { name: "Try it" }).getByRole("status");
    await answer.getByText("Not taken", { exact: true }).waitFor();
    await answer.getByText("It answered 503. That took 34 ms.").waitFor();
    await answer.getByText("the database is away").waitFor();
    const log = page.getByRole("region", { name: "Deliveries" });
    await log.getByRole("link", { name: /^Parked webhook\.test/ }).waitFor();
  });

  it("shows what was sent and what came of each try, and sends it again", async () => {
    const page = await browser.signedIn(`${LIST}/hook-chat`);
    const log = page.getByRole("region", { name: "Deliveries" });
    const which = log.getByRole("group", { name: "Which deliveries" });
    await which.getByRole("button", { name: "Parked" }).click();
    await page.waitForURL(/show=parked/);
    const line = log.getByRole("link", { name: /flag\.changed production\/payments/ });
    await line.getByText("3 tries. It answered 503.").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await expect.poll(() => focused(line)).toBe(true);
    await page.keyboard.press("Enter");
    await page.waitForURL(/delivery=\d+/);
    expect(await line.getAttribute("aria-expanded")).toBe("true");
    const tries = log.getByRole("table", { name: "Tries" });
    const first = tries.getByRole("row", { name: /^1/ });
    await first.getByText("the database is away").waitFor();
    await log
      .getByRole("region", { name: "Body as it is sent" })
      .getByText('"text": "*flag.changed* production/payments"')
      .waitFor();
    const again = log.getByRole("button", { name: "Send it again" });
    await again.click();
    await log.getByText("The webhook is disabled; enable it first.").waitFor();

    hook("checkout team").answers = 200;
    await page.getByRole("button", { name: "Enable it again" }).click();
    await page.getByRole("alert").getByRole("button").waitFor({ state: "hidden" });
    await again.click();
    await page.getByText("It is sent within seconds").waitFor();
    // It is parked no more, and still the one that the address names.
    await log.getByRole("link", { name: /^Delivered flag\.changed production/ }).waitFor();
    await tries.getByRole("row", { name: /^4/ }).getByText("thank you").waitFor();
    await page.reload();
    await log.getByRole("link", { name: /^Delivered flag\.changed production/ }).waitFor();
    await which.getByRole("button", { name: "Waiting" }).click();
    await log.getByText("None is in this state now.").waitFor();
    await log.getByRole("button", { name: "Show all deliveries" }).click();
    await log.getByRole("link", { name: /flag\.changed staging/ }).waitFor();
  });

  it("shows what is on its way while it is, tries now, and shows what came before", async () => {
    const pager = hook("pager");
    for (let i = 0; i < 60; i++) tell(browser.world, "release.baking", `production/flag-${i}`);
    const page = await browser.signedIn(`${LIST}/hook-pager`);
    const log = page.getByRole("region", { name: "Deliveries" });
    await log
      .getByRole("link", { name: /^Delivered release\.baking/ })
      .first()
      .waitFor();
    pager.answers = 500;
    tell(browser.world, "release.paused", "production/checkout-v2");
    const line = log.getByRole("link", { name: /^Waiting release\.paused/ });
    await line.getByText(/1 try\. It answered 500\. Tried again at/).waitFor();
    await line.click();
    pager.answers = 200;
    await log.getByRole("button", { name: "Try now" }).click();
    await log.getByRole("link", { name: /^Delivered release\.paused/ }).waitFor();
    expect(await log.getByRole("link", { name: /release\.started/ }).count()).toBe(0);
    await log.getByRole("button", { name: "Show older" }).click();
    await log.getByRole("link", { name: /release\.started/ }).waitFor();
  });
});

describe("whoever may not configure the project", () => {
  it("is not led there, and is told so where they go all the same", async () => {
    const page = await browser.page();
    await page.route("**/webhooks?*", (route) =>
      route.fulfill({ status: 403, json: { title: "Forbidden", detail: "Not for you." } }),
    );
    const roles = page.waitForResponse(/\/api\/v1\/roles\?/);
    await browser.enter(page, "/projects/comics/flags", "bob@example.org");
    await roles;
    const nav = page.getByRole("navigation", { name: "Main" });
    await nav.getByRole("link", { name: "Connect" }).waitFor();
    expect(await nav.getByRole("link", { name: "Webhooks" }).count()).toBe(0);
    await page.goto(LIST);
    await page.getByRole("alert").getByText("Not for you.").waitFor();
  });

  it("is led there once they are given a role that may", async () => {
    const bob = browser.world.people.find(({ name }) => name === "Bob");
    bob.grants = [{ project: "comics", role: "admin" }];
    const page = await browser.signedIn("/projects/comics/flags", { as: "bob@example.org" });
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Find flags" }).fill("webhooks");
    await page.getByRole("option", { name: /^Webhooks/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Webhooks", level: 1 }).waitFor();
    bob.grants = [];
  });
});

it("made no complaint but of what was refused", () =>
  browser.expectNoComplaints(/status of (403|409|412|422)/));
