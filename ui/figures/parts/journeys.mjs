import { count, row, seconds, until, withLab } from "../lab.mjs";
import { makeKey, watchNode } from "../sdks.mjs";
import { PROJECT } from "../world.mjs";

/** A hand on a mouse: counts its presses, also those that only put the cursor into a field. */
function handOn(page) {
  const hand = {
    clicks: 0,
    click: async (locator) => {
      hand.clicks += 1;
      await locator.click();
    },
    write: async (locator, text) => {
      await locator.waitFor();
      const has = await locator.evaluate((field) => field === document.activeElement);
      if (!has) await hand.click(locator);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
  };
  return hand;
}

const button = (page, name) => page.getByRole("button", { name, exact: true });

/** From an empty server: a project, a flag, a key, an application, and its value changes. */
const newcomer = () =>
  withLab("newcomer", { world: false }, async ({ server, chrome }) => {
    await server.api.post("people", { email: "ada@example.org", name: "Ada", role: "admin" });
    await server.api.post("projects", { key: "shop", name: "Shop" });
    const page = await chrome.signedIn("/projects/shop/flags");
    const hand = handOn(page);
    const began = Date.now();
    await hand.click(button(page, "Create a flag").first());
    await hand.write(page.getByRole("dialog").getByLabel("Key"), "new-checkout");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "new-checkout" }).waitFor();
    await hand.click(page.getByRole("link", { name: /^Connect/ }));
    await hand.click(button(page, "Create a key"));
    const key = await page.getByLabel("SDK key", { exact: true }).getByText("fls_").textContent();
    const sdk = await watchNode(server, key.match(/fls_\S+/)[0], "new-checkout");
    await hand.click(page.getByRole("link", { name: /^Flags/ }));
    await hand.click(page.getByRole("switch", { name: "new-checkout in production" }));
    await until("the SDK has the change", () => sdk.seen.length > 0);
    const took = Date.now() - began;
    await sdk.close();
    return [
      row(
        "newcomer makes a flag and sees an SDK's ruleset change, clicks",
        "≤ 7",
        count(hand.clicks),
        hand.clicks <= 7,
      ),
      row("the same, by a machine's hands", "≤ 60 s", seconds(took), took <= 60_000),
    ];
  });

async function why(page) {
  const hand = handOn(page);
  const form = page.getByRole("region", { name: "Try a context" });
  await hand.write(form.getByLabel("Targeting key"), "alice");
  await hand.click(button(page, "Why this value?"));
  await form.getByText("TARGETING_MATCH", { exact: true }).waitFor();
  return hand.clicks;
}

async function release(page, api) {
  const hand = handOn(page);
  await hand.click(button(page, "Start a release"));
  await hand.click(page.getByRole("dialog").getByRole("button", { name: "Start", exact: true }));
  await page.waitForURL(/\/releases\//);
  await page
    .getByRole("status")
    .getByText(/^Started|Baking|Waiting/)
    .first()
    .waitFor();
  const { items } = await api.get(`projects/${PROJECT}/releases`);
  const { plan } = items[0];
  const guarded = plan.guards.length > 0 && plan.stages[0].regions !== "all";
  return { clicks: hand.clicks, guarded };
}

async function revert(page, chrome, api) {
  await api.patch(PROJECT, "payments", { enabled: false });
  await chrome.show(page, `/projects/${PROJECT}/flags`);
  const hand = handOn(page);
  await hand.click(page.getByRole("link", { name: /^Audit/ }));
  await hand.click(page.getByRole("link", { name: "payments in production" }).first());
  await hand.click(page.getByRole("button", { name: /^Go back to revision/ }).first());
  await hand.click(page.getByRole("dialog").getByRole("button", { name: "Go back" }));
  await until("it is on again", async () => (await api.targeting(PROJECT, "payments")).enabled);
  return hand.clicks;
}

/** From the start of the process with no data until somebody sees the first screen. */
const fromNothing = async () => {
  const began = Date.now();
  return withLab("start", { world: false }, async ({ server, chrome }) => {
    const up = Date.now() - began;
    const page = await chrome.page();
    await page.goto(`${server.url}/login`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const took = Date.now() - began;
    const seen = `${seconds(took)}, the server after ${seconds(up)}`;
    return [
      row("one command (`java -jar`, no data) → console usable", "≤ 15 s", seen, took <= 15_000),
    ];
  });
};

const known = () =>
  withLab("journeys", {}, async ({ server, chrome }) => {
    await makeKey(server);
    const page = await chrome.signedIn(`/projects/${PROJECT}/flags/checkout-v2`);
    const asked = await why(page);
    const begun = await release(page, server.api);
    const reverted = await revert(page, chrome, server.api);
    return [
      row(
        "from a flag: why did this context get this value, clicks",
        "≤ 3",
        count(asked),
        asked <= 3,
      ),
      row(
        "from a flag: a release by region with guards, as proposed, clicks",
        "≤ 5",
        begun.guarded ? count(begun.clicks) : `${begun.clicks}, but it is not guarded by region`,
        begun.guarded && begun.clicks <= 5,
      ),
      row(
        "from the flags: who changed it, and back, clicks",
        "≤ 4",
        count(reverted),
        reverted <= 4,
      ),
    ];
  });

export default async () => [...(await fromNothing()), ...(await newcomer()), ...(await known())];
