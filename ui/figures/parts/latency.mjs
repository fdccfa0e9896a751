import { ms, percentile, row, until, withLab } from "../lab.mjs";
import { makeKey, watchJava, watchNode } from "../sdks.mjs";

const CHANGES = 40;
const FLAG = "payments";
const label = `[role=switch][aria-label="${FLAG} in production"]`;

/** Writes down in the page when the switch took which value. */
const observe = (selector) => {
  window.seen = [];
  let last = document.querySelector(selector).ariaChecked;
  new MutationObserver(() => {
    const now = document.querySelector(selector)?.ariaChecked;
    if (now && now !== last) window.seen.push({ at: Date.now(), value: now === "true" });
    if (now) last = now;
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
};

/** Somebody presses a switch; when another browser and both SDKs have it. */
export default () =>
  withLab("latency", {}, async ({ server, chrome }) => {
    // What the switch decides between is what an application sees.
    await server.api.patch("comics", FLAG, { default: { variant: "on" } });
    const key = await makeKey(server);
    const node = await watchNode(server, key, FLAG);
    const java = await watchJava(server, key, FLAG);
    const page = await chrome.signedIn("/projects/comics/flags");
    const other = await chrome.signedIn("/projects/comics/flags");
    for (const one of [page, other])
      await one.getByTestId("connection").getByText("Live").waitFor();
    await other.evaluate(observe, label);
    const before = { node: node.seen.length, java: java.seen.length };
    const times = { browser: [], java: [], node: [] };
    try {
      for (let i = 0; i < CHANGES; i++) {
        const pressed = await page.evaluate((selector) => {
          const at = Date.now();
          document.querySelector(selector).click();
          return at;
        }, label);
        const take = async (name, of, index) => {
          await until(`change ${i} at ${name}`, async () => (await of()).length > index);
          times[name].push((await of())[index].at - pressed);
        };
        await take("browser", () => other.evaluate(() => window.seen), i);
        await take("java", () => java.seen, before.java + i);
        await take("node", () => node.seen, before.node + i);
        await page.quiet();
      }
    } finally {
      await Promise.all([node.close(), java.close()]);
    }
    const line = (name, to) => {
      const p95 = percentile(times[name], 95);
      const seen = `${ms(p95)}, median ${ms(percentile(times[name], 50))}`;
      return row(`a press of a switch → ${to}, p95 of ${CHANGES}`, "< 1 s", seen, p95 < 1000);
    };
    return [
      line("browser", "another browser"),
      line("java", "Java SDK"),
      line("node", "JavaScript SDK"),
    ];
  });
