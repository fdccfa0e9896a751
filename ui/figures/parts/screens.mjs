import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settled } from "../chrome.mjs";
import { count, row, until, withLab } from "../lab.mjs";
import { pictured, routes } from "../routes.mjs";
import { makeKey, visit } from "../sdks.mjs";
import { root } from "../server.mjs";
import { askForApproval, PROJECT, startRelease } from "../world.mjs";

const folder = join(root, "docs/console");
const MOST_KB = 100;

/** What readers of four sites do to two releases: one does no harm, the other is taken back. */
async function stories(server) {
  const key = await makeKey(server);
  const harmful = await startRelease(server, "search-v2");
  const ends = [await visit(server, key, "search-v2", { harm: 120 })];
  const stateOf = async (id) => server.api.get(`projects/${PROJECT}/releases/${id}`);
  await until(
    "search-v2 is rolled back",
    async () => (await stateOf(harmful.id)).state === "ROLLED_BACK",
    120_000,
  );
  const good = await startRelease(server, "checkout-v2");
  ends.push(await visit(server, key, "checkout-v2"));
  await until(
    "checkout-v2 was compared for a while",
    async () => ((await stateOf(good.id)).guards[0]?.treatment?.units ?? 0) > 600,
    120_000,
  );
  return { release: good.id, end: () => Promise.all(ends.map((end) => end())) };
}

/** Pictures of the main screens for the documentation, in light and dark. */
export default () =>
  withLab("screens", {}, async ({ server, chrome }) => {
    const { release, end } = await stories(server);
    mkdirSync(folder, { recursive: true });
    const at = routes(release, await askForApproval(server));
    const sizes = [];
    const painter = await chrome.page();
    for (const colorScheme of ["light", "dark"]) {
      const page = await chrome.signedIn(undefined, { colorScheme });
      for (const name of pictured) {
        // The guards of a release are as much its picture as the map.
        await page.setViewportSize({ width: 1280, height: name === "release" ? 1_280 : 800 });
        await page.goto(at[name]);
        await settled(page);
        await page.getByTestId("connection").getByText("Live").waitFor();
        if (name === "flag") await whyAlice(page);
        if (name === "release")
          await page.locator("svg[role=img] path").nth(150).waitFor({ state: "attached" });
        await page.quiet();
        const png = await page.screenshot({ animations: "disabled", caret: "hide" });
        const picture = await toWebp(painter, png);
        writeFileSync(join(folder, `${name}-${colorScheme}.webp`), picture);
        sizes.push(picture.length / 1024);
      }
      await page.context().close();
    }
    await end();
    const largest = Math.max(...sizes);
    return [
      row(
        `pictures of ${pictured.length} screens, light and dark; the largest has`,
        `≤ ${MOST_KB} KB`,
        `${count(largest)} KB`,
        largest <= MOST_KB,
      ),
    ];
  });

/** A third of the PNG's size; the browser is the encoder that is there already. */
async function toWebp(painter, png) {
  const url = await painter.evaluate(
    async (data) => {
      const image = new Image();
      image.src = data;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      canvas.getContext("2d").drawImage(image, 0, 0);
      return canvas.toDataURL("image/webp", 0.85);
    },
    `data:image/png;base64,${png.toString("base64")}`,
  );
  return Buffer.from(url.split(",")[1], "base64");
}

async function whyAlice(page) {
  const form = page.getByRole("region", { name: "Try a context" });
  await form.getByLabel("Targeting key").fill("alice");
  await form.getByRole("button", { name: "Why this value?" }).click();
  await form.getByText("TARGETING_MATCH", { exact: true }).waitFor();
}
