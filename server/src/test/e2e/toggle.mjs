// Signs in with a one-time link, clicks a flag's toggle in the list of flags, and waits until the console shows it on.
// Arguments: the console's folder (whose packages bring the browser), the link, the switch's accessible name, a picture.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, link, name, picture] = process.argv.slice(2);
const require = createRequire(path.join(folder, "package.json"));
const { chromium: playwright } = require("playwright-core");
const { default: chromium } = await import(pathToFileURL(require.resolve("@sparticuz/chromium")).href);
const { args } = await import(pathToFileURL(path.join(folder, "test", "browser-args.mjs")).href);

const browser = await playwright.launch({
  args,
  executablePath: await chromium.executablePath(),
  headless: true,
});
try {
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(link);
  await page.getByRole("heading", { name: "Flags" }).waitFor();
  const toggle = page.getByRole("switch", { name });
  await toggle.click();
  await page.getByRole("switch", { name, checked: true }).waitFor();
  if (picture) await page.screenshot({ path: picture });
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
  console.log("toggled");
} finally {
  await browser.close();
}
