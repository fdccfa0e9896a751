import { count, ms, row, sleep, until } from "./lab.mjs";
import { PROJECT } from "./world.mjs";

const MINUTES = Number(process.env.FIGURES_MINUTES ?? 10);
export const RELEASES = 200;
const MB = 1024 * 1024;

/** Writes down the longest frame of the page. */
const watchFrames = () => {
  window.longest = 0;
  window.frames = 0;
  let last;
  const frame = (now) => {
    if (last !== undefined) window.longest = Math.max(window.longest, now - last);
    window.frames += 1;
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
};

/** What the page keeps once the garbage was collected. */
async function heap(session) {
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize / MB;
}

/** A console is left open on the list while somebody changes a flag every second. */
export async function endure({ server, chrome }, of, most) {
  const page = await chrome.signedIn(`/projects/${PROJECT}/flags`);
  const releases = await chrome.signedIn(`/projects/${PROJECT}/releases`);
  // All pages of the list are loaded, as by somebody who scrolled to the end.
  await until("the whole list is loaded", async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.quiet();
    const head = await page.getByRole("columnheader").first().textContent();
    return head.startsWith(`${count(most)} flags`);
  });
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.getByRole("link", { name: "checkout-v2" }).waitFor();
  const session = await page.context().newCDPSession(page);
  const other = await releases.context().newCDPSession(releases);
  const state = new Map();
  const { items } = await server.api.get(`projects/${PROJECT}/flags?limit=500`);
  const others = items.map(({ key }) => key).filter((key) => key !== "payments");
  let changes = 0;
  const change = async () => {
    // Those in sight and those far below, in turns; now and then a release.
    const i = changes++;
    const flag = i % 2 ? "payments" : others[(i * 37) % others.length];
    const enabled = !(state.get(flag) ?? (await server.api.targeting(PROJECT, flag)).enabled);
    await server.api.patch(PROJECT, flag, { enabled });
    state.set(flag, enabled);
  };
  // A minute to warm up: what is loaded once and what the compiler keeps is no growth.
  for (let i = 0; i < Math.min(60, MINUTES * 30); i++) {
    await change();
    await sleep(900);
  }
  const before = [await heap(session), await heap(other)];
  await page.evaluate(watchFrames);
  await releases.evaluate(watchFrames);
  // What a page with nothing in it misses is the machine's.
  const empty = await chrome.page();
  await empty.evaluate(watchFrames);
  const end = Date.now() + MINUTES * 60_000;
  const first = changes;
  while (Date.now() < end) {
    const next = Date.now() + 1_000;
    await change();
    await sleep(Math.max(0, next - Date.now()));
  }
  const longest = await page.evaluate(() => window.longest);
  const ofReleases = await releases.evaluate(() => window.longest);
  const floor = await empty.evaluate(() => window.longest);
  await page.quiet();
  const after = [await heap(session), await heap(other)];
  const wrong = await compare(page, server);
  const growth = Math.max(after[0] - before[0], after[1] - before[1]);
  const during = `${MINUTES} minutes, ${count(changes - first)} changes, ${count(most)} flags of ${of} and ${RELEASES} releases`;
  return [
    row(
      `${during}: memory more than before`,
      "≤ 30 MB",
      `${count(growth)} MB (${before.map(count).join(" and ")} MB before)`,
      growth <= 30,
    ),
    row(
      `${of}: longest frame, list of flags`,
      "≤ 100 ms",
      `${ms(longest)}; of an empty page ${ms(floor)}`,
      longest <= 100,
    ),
    row(`${of}: longest frame, list of releases`, "≤ 100 ms", ms(ofReleases), ofReleases <= 100),
    row(
      `${of}: rows of the list that are wrong in the end`,
      "0",
      count(wrong.length),
      wrong.length === 0,
    ),
  ];
}

/** What each switch of the list says, from the first row to the last. */
const readList = async () => {
  const seen = {};
  const frame = () => new Promise((later) => requestAnimationFrame(later));
  for (let y = 0; y <= document.body.scrollHeight; y += 400) {
    window.scrollTo(0, y);
    await frame();
    await frame();
    for (const one of document.querySelectorAll("[role=rowgroup] [role=switch]"))
      seen[one.getAttribute("aria-label")] = one.ariaChecked === "true";
  }
  return seen;
};

/** The switches that say otherwise than the server does, or are not there. */
async function compare(page, { api }) {
  const seen = await page.evaluate(readList);
  const wrong = [];
  for (let cursor = ""; cursor !== null; ) {
    const more = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const { items, nextCursor } = await api.get(`projects/${PROJECT}/flags?limit=500${more}`);
    for (const { key, environments } of items)
      for (const [environment, { enabled }] of Object.entries(environments))
        if (seen[`${key} in ${environment}`] !== enabled) wrong.push(`${key} in ${environment}`);
    cursor = nextCursor ?? null;
  }
  return wrong;
}
