import lighthouse, { desktopConfig } from "lighthouse";
import { count, row, withLab } from "../lab.mjs";
import { routes } from "../routes.mjs";
import { FLAGS, startRelease } from "../world.mjs";

const PORT = 9222 + (process.pid % 1000);
/** At each screen; the one in the middle counts. */
const LOOKS = Number(process.env.FIGURES_LOOKS ?? 3);
const wanted = {
  performance: { desktop: 95, mobile: 90 },
  accessibility: 100,
  "best-practices": 95,
};

/** What Lighthouse says of the three screens one comes to most; the median of some looks at each. */
export default () =>
  withLab("lighthouse", { flags: 2_000 - FLAGS, port: PORT }, async ({ server, chrome }) => {
    const { id } = await startRelease(server, "checkout-v2");
    const Cookie = await chrome.cookie();
    const at = routes(id);
    const rows = [];
    for (const form of ["desktop", "mobile"]) {
      for (const name of ["flags", "release", "audit"]) {
        const looks = [];
        for (let i = 0; i < LOOKS; i++) {
          const { lhr } = await lighthouse(
            server.url + at[name],
            {
              port: PORT,
              logLevel: "error",
              onlyCategories: Object.keys(wanted),
              extraHeaders: { Cookie },
              disableStorageReset: true,
            },
            form === "desktop" ? desktopConfig : undefined,
          );
          if (lhr.finalDisplayedUrl.includes("/login"))
            throw new Error("Lighthouse was not let in.");
          looks.push(lhr.categories);
        }
        const scores = Object.keys(wanted).map((category) => {
          const all = looks.map((categories) => Math.round(100 * categories[category].score));
          return all.sort((a, b) => a - b)[LOOKS >> 1];
        });
        const least = Object.values(wanted).map((one) => one[form] ?? one);
        console.log(`  ${name}, ${form}: ${scores}`);
        rows.push(
          row(
            `${name}, ${form}: performance, accessibility, best practices, median of ${LOOKS}`,
            least.map((one) => `≥ ${one}`).join(", "),
            scores.map(count).join(", "),
            scores.every((score, i) => score >= least[i]),
          ),
        );
      }
    }
    return rows;
  });
