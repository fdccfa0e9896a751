import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { settled } from "../chrome.mjs";
import { count, row, withLab } from "../lab.mjs";
import { routes } from "../routes.mjs";
import { askForApproval, makeWebhook, startRelease } from "../world.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** 640 px are what is left of 1,280 at a zoom of 200 %. */
const widths = [375, 640, 768, 1280, 1920];

const violations = () =>
  window.axe
    .run({ resultTypes: ["violations"] })
    .then(({ violations: found }) =>
      found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}`)),
    );

/** What fades has its final contrast only then; what breathes on the map never ends. */
const still = (page) =>
  page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState === "finished" || effect.getTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );

/** Every screen in both colours: what axe finds, and whether it scrolls sideways. */
export default () =>
  withLab("axe", { flags: 40 }, async ({ server, chrome }) => {
    const { id } = await startRelease(server, "checkout-v2");
    const request = await askForApproval(server);
    const webhook = await makeWebhook(server);
    const found = [];
    const wide = [];
    let looks = 0;
    for (const width of widths) {
      const page = await chrome.signedIn(undefined, {
        bypassCSP: true,
        viewport: { width, height: 800 },
      });
      for (const [name, route] of Object.entries(routes(id, request, webhook))) {
        await page.goto(route);
        await settled(page);
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        if (over > 0) wide.push(`${name} at ${width} px by ${over} px`);
        if (width !== 375 && width !== 1280) continue;
        await page.evaluate(axe);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await page.locator(`[data-mantine-color-scheme=${colorScheme}]`).first().waitFor();
          await still(page);
          looks += 1;
          for (const one of await page.evaluate(violations))
            found.push(`${name} ${colorScheme} ${width}: ${one}`);
        }
      }
      await page.context().close();
    }
    for (const text of [...found, ...wide]) console.log(`  ${text}`);
    return [
      row(
        `violations that axe finds in ${looks} looks: every screen, light and dark, 375 and 1,280 px`,
        "0",
        count(found.length),
        found.length === 0,
      ),
      row(
        "screens that scroll sideways at 375, 768, 1,280, 1,920 px or 1,280 px at 200 %",
        "0",
        count(wide.length),
        wide.length === 0,
      ),
    ];
  });
