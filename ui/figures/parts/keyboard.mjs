import { row, until, withLab } from "../lab.mjs";
import { makeKey } from "../sdks.mjs";
import { PROJECT } from "../world.mjs";

/** Tabs until what is wanted has the focus, as one would who sees where it is. */
async function tabTo(page, locator, most = 80) {
  await locator.first().waitFor({ timeout: 10_000 });
  for (let i = 0; i < most; i++) {
    const has = await locator
      .first()
      .evaluate((node) => node === document.activeElement)
      .catch(() => false);
    if (has) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${locator} is not reached by ${most} tabs`);
}

async function press(page, locator, key = "Enter") {
  await tabTo(page, locator);
  const seen = await locator.first().evaluate((node) => {
    const { outlineStyle, boxShadow } = getComputedStyle(node);
    return outlineStyle !== "none" || boxShadow !== "none";
  });
  if (!seen) throw new Error(`${locator} does not show that it has the focus`);
  await page.keyboard.press(key);
}

async function go(page, letter, heading) {
  await page.keyboard.press("Escape");
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("g");
  await page.keyboard.press(letter);
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}

const journeys = {
  "makes a flag": async (page, { api }) => {
    await go(page, "f", "Flags");
    await press(page, page.getByRole("button", { name: "Create a flag" }));
    await page.getByRole("dialog").waitFor();
    await tabTo(page, page.getByRole("dialog").getByLabel("Key"));
    await page.keyboard.type("by-keys");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "by-keys" }).waitFor();
    await api.targeting(PROJECT, "by-keys");
  },
  "finds and turns it on": async (page, { api }) => {
    await go(page, "f", "Flags");
    await page.keyboard.press("/");
    await page.keyboard.type("by-keys");
    await page.getByRole("link", { name: "payments" }).waitFor({ state: "hidden" });
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.keyboard.press("e");
    await until("it is on", async () => (await api.targeting(PROJECT, "by-keys")).enabled);
  },
  "opens it and asks why": async (page) => {
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "by-keys" }).waitFor();
    const form = page.getByRole("region", { name: "Try a context" });
    await tabTo(page, form.getByLabel("Targeting key"));
    await page.keyboard.type("alice");
    await page.keyboard.press("Enter");
    await form
      .getByText(/^(DEFAULT|STATIC)$/)
      .first()
      .waitFor();
  },
  "starts a release": async (page) => {
    await press(page, page.getByRole("button", { name: "Start a release" }));
    const start = page.getByRole("dialog").getByRole("button", { name: "Start", exact: true });
    await start.waitFor();
    await press(page, start);
    await page.waitForURL(/\/releases\//);
    await page.getByRole("button", { name: "Pause" }).waitFor();
  },
  "pauses it and takes it back": async (page) => {
    await press(page, page.getByRole("button", { name: "Pause" }));
    await page
      .getByRole("status")
      .getByText(/^Paused/)
      .waitFor();
    await press(page, page.getByRole("button", { name: "Roll back" }));
    await press(page, page.getByRole("button", { name: "Roll back now" }));
    await page
      .getByRole("status")
      .getByText(/^Rolled back/)
      .waitFor();
  },
  "finds who did it, and goes back": async (page, { api }) => {
    await api.patch(PROJECT, "payments", { enabled: false });
    await go(page, "a", "Audit");
    await press(page, page.getByRole("link", { name: "payments in production" }));
    await press(page, page.getByRole("button", { name: /^Go back to revision/ }));
    await press(page, page.getByRole("dialog").getByRole("button", { name: "Go back" }));
    await until("it is on", async () => (await api.targeting(PROJECT, "payments")).enabled);
  },
  "makes an SDK key": async (page) => {
    await go(page, "c", /Connect/);
    await press(page, page.getByRole("button", { name: "Create a key" }));
    await page.getByLabel("SDK key", { exact: true }).getByText("fls_").waitFor();
  },
  "asks in the playground": async (page) => {
    await go(page, "y", "Playground");
    await tabTo(page, page.getByLabel("Targeting key"));
    await page.keyboard.type("alice");
    await press(page, page.getByRole("button", { name: "Evaluate" }));
    await page
      .getByRole("region", { name: "Values" })
      .getByText(/\d values?/)
      .waitFor();
  },
  "goes anywhere by name": async (page) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Find flags" }).and(page.locator(":focus")).waitFor();
    await page.keyboard.type("segments");
    await page
      .getByRole("option", { name: /Segments/ })
      .first()
      .waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Segments" }).waitFor();
  },
};

/** Each journey without a mouse: focus is moved by keys alone, and has to be seen. */
export default () =>
  withLab("keyboard", {}, async ({ server, chrome }) => {
    await makeKey(server);
    const page = await chrome.signedIn(`/projects/${PROJECT}/flags`);
    page.setDefaultTimeout(10_000);
    const wrong = [];
    for (const [name, journey] of Object.entries(journeys)) {
      try {
        await journey(page, server);
      } catch (error) {
        wrong.push(name);
        console.log(`  ${name}: ${error.message.split("\n")[0]}`);
      }
    }
    const names = Object.keys(journeys);
    const passed = names.length - wrong.length;
    const seen = `${passed} of ${names.length}${wrong.length ? `, not: ${wrong.join("; ")}` : ""}`;
    return [
      row(`by keyboard alone, one ${names.join(", ")}`, "all", seen, passed === names.length),
    ];
  });
