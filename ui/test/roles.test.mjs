import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.mjs";

let browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.closePages());
afterAll(() => browser.close());

const roleOf = (wanted) => browser.world.roles.find(({ key }) => key === wanted);

/** The roles' card on the page of people. */
async function openCard() {
  const page = await browser.signedIn("/projects/comics/people");
  const card = page.getByRole("region", { name: "Roles" });
  await card.getByRole("table").waitFor();
  return { page, card, dialog: page.getByRole("dialog") };
}

/** Goes on from field to field until one is focused, as somebody without a mouse does. */
async function tabTo(page, field) {
  for (let i = 0; i < 12; i++) {
    if (await field.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`never came to ${field}`);
}

describe("roles that are made up of permissions", () => {
  it("shows what each gives, and which stay as they are", async () => {
    const { card } = await openCard();
    const releaser = card.getByRole("row", { name: /^Releaser/ });
    expect(await releaser.textContent()).toContain("view, edit, release");
    expect(await releaser.getByRole("button").count()).toBe(0);
    await card
      .getByRole("row", { name: /^Key keeper/ })
      .getByText("view, manage-keys")
      .waitFor();
  });

  it("makes one by keyboard alone, which can be given at once", async () => {
    const { page, card, dialog } = await openCard();
    await card.getByRole("button", { name: "Make a role" }).focus();
    await page.keyboard.press("Enter");
    const key = dialog.getByRole("textbox", { name: "Key" });
    await expect.poll(() => key.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.type("on-call");
    await page.keyboard.press("Tab");
    await page.keyboard.type("On call");
    const override = dialog.getByLabel("override", { exact: true });
    await tabTo(page, override);
    await page.keyboard.press("Space");
    await tabTo(page, dialog.getByRole("button", { name: "Make", exact: true }));
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    await card
      .getByRole("row", { name: /^On call on-call/ })
      .getByText("view, override")
      .waitFor();
    expect(roleOf("on-call")).toMatchObject({
      name: "On call",
      permissions: ["view", "override"],
    });
    await page.getByLabel("Its role everywhere").selectOption("on-call");
  });

  it("says why one is not made, and keeps what was typed", async () => {
    const { card, dialog } = await openCard();
    await card.getByRole("button", { name: "Make a role" }).click();
    await dialog.getByRole("textbox", { name: "Key" }).fill("key-keeper");
    await dialog.getByLabel("Name").fill("Another");
    await dialog.getByRole("button", { name: "Make", exact: true }).click();
    await dialog.getByRole("alert").getByText('There is a role "key-keeper" already.').waitFor();
    expect(await dialog.getByLabel("Name").inputValue()).toBe("Another");
  });

  it("changes what one gives, unless somebody else was faster", async () => {
    const { card, dialog } = await openCard();
    const edit = card.getByRole("button", { name: "Edit the role Key keeper" });
    await edit.click();
    expect(await dialog.getByLabel("view", { exact: true }).isDisabled()).toBe(true);
    await dialog.getByLabel("release", { exact: true }).check();
    await dialog.getByLabel("manage-keys", { exact: true }).uncheck();
    await dialog.getByRole("button", { name: "Save" }).click();
    await card.getByRole("cell", { name: "view, release", exact: true }).waitFor();
    await edit.click();
    roleOf("key-keeper").version = 7;
    await dialog.getByLabel("approve", { exact: true }).check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("alert").getByText("The role is at version 7").waitFor();
    expect(roleOf("key-keeper").permissions).toEqual(["view", "release"]);
    // Whoever opens it again begins with what is there now.
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await edit.click();
    await dialog.getByLabel("approve", { exact: true }).check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await card.getByRole("cell", { name: "view, release, approve", exact: true }).waitFor();
  });

  it("deletes none that somebody has, and says so; then it does, and none is left", async () => {
    const { page, card, dialog } = await openCard();
    const [team] = browser.world.teams;
    team.role = "key-keeper";
    await card.getByRole("button", { name: "Edit the role Key keeper" }).click();
    await dialog.getByRole("button", { name: "Delete the role" }).click();
    await dialog
      .getByRole("alert")
      .getByText('The role "key-keeper" is somebody\'s; give them another one before.')
      .waitFor();
    team.role = "viewer";
    await dialog.getByRole("button", { name: "Delete the role" }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(roleOf("key-keeper")).toBeUndefined();
    browser.world.roles = browser.world.roles.filter(({ builtIn }) => builtIn);
    await page.reload();
    await card.getByText("None was made here yet.").waitFor();
  });

  it("says that they cannot be read, and asks again", async () => {
    const page = await browser.page();
    let broken = true;
    await page.route("**/api/v1/roles?*", (route) =>
      broken
        ? route.fulfill({ status: 403, json: { title: "Forbidden", detail: "Not for you." } })
        : route.continue(),
    );
    await browser.enter(page, "/projects/comics/people");
    const card = page.getByRole("region", { name: "Roles" });
    await card.getByRole("alert").getByText("Not for you.").waitFor();
    broken = false;
    await card.getByRole("button", { name: "Try again" }).click();
    await card.getByRole("row", { name: /^Releaser/ }).waitFor();
  });

  it("is looked at, and not changed, by whoever may not administer", async () => {
    const page = await browser.page();
    await page.route(/\/api\/v1\/(people|teams|tokens)\?/, (route) =>
      route.fulfill({ status: 403, json: { title: "Forbidden", detail: "Not for you." } }),
    );
    await browser.enter(page, "/projects/comics/people");
    await page.getByRole("region", { name: "People" }).getByText("Not for you.").waitFor();
    const card = page.getByRole("region", { name: "Roles" });
    await card.getByRole("row", { name: /^Releaser/ }).waitFor();
    expect(await card.getByRole("button").count()).toBe(0);
  });
});

it("made no complaint but of what was refused", () =>
  browser.expectNoComplaints(/status of (403|409|412)/));
