import { count, ms, percentile, row, withLab } from "../lab.mjs";
import { withStandIn } from "../stand-in.mjs";
import { FLAGS } from "../world.mjs";

/** The most that an environment of the server may have. */
const MOST = 2_000;
const MANY = 5_000;
const STEP_PX = 150;
const FRAMES = 300;

/** Scrolls so far in each frame; how long each took, and the most nodes there were. */
const scroll = ({ step, frames }) =>
  new Promise((done) => {
    const times = [];
    let most = 0;
    let last;
    const frame = (now) => {
      if (last !== undefined) times.push(now - last);
      last = now;
      most = Math.max(most, document.getElementsByTagName("*").length);
      if (times.length >= frames) return done({ times, most, at: window.scrollY });
      window.scrollBy(0, step);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });

const smooth = (times) => (100 * times.filter((time) => time <= 20).length) / times.length;

/** What the machine can do at all: as many lines of plain text, scrolled the same way. */
async function plainly(chrome, lines) {
  const page = await chrome.page();
  await page.setContent(
    `<body style="margin:0">${`<div style="height:42px">A flag</div>`.repeat(lines)}</body>`,
  );
  await page.evaluate(scroll, { step: STEP_PX, frames: FRAMES });
  await page.evaluate(() => window.scrollTo(0, 0));
  const { times } = await page.evaluate(scroll, { step: STEP_PX, frames: FRAMES });
  await page.context().close();
  return smooth(times);
}

/** How long from a press until the document shows it and a frame was made of that. */
const fromPress = ({ press, shown }) =>
  new Promise((done, fail) => {
    const is = new Function(`return ${shown}`);
    const before = performance.now();
    const end = setTimeout(() => fail(new Error(`never ${shown}`)), 10_000);
    const look = () => {
      if (!is()) return;
      observer.disconnect();
      clearTimeout(end);
      requestAnimationFrame(() => done(performance.now() - before));
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    new Function(press)();
    look();
  });

async function presses(page) {
  const times = { toggle: [], filter: [], open: [] };
  const row0 = `document.querySelector('[role=rowgroup] [role=row]')`;
  for (let i = 0; i < 20; i++) {
    const n = String(i * 95).padStart(4, "0");
    const filter = `const box = document.querySelector('input[aria-label="Find flags"]');
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(box, 'flag-${n}');
      box.dispatchEvent(new Event('input', { bubbles: true }));`;
    const found = `${row0}?.textContent.startsWith('flag-${n}')
      && document.querySelectorAll('[role=rowgroup] [role=row]').length === 1`;
    times.filter.push(await page.evaluate(fromPress, { press: filter, shown: found }));
    const button = `document.querySelector('[role=switch][aria-label="flag-${n} in production"]')`;
    const on = (await page.evaluate(`${button}.ariaChecked`)) === "true";
    times.toggle.push(
      await page.evaluate(fromPress, {
        press: `${button}.click()`,
        shown: `${button}?.ariaChecked === '${!on}'`,
      }),
    );
    await page.quiet();
    times.open.push(
      await page.evaluate(fromPress, {
        press: `document.querySelector('a[href$="/flags/flag-${n}"]').click()`,
        shown: `document.querySelector('h1')?.textContent === 'flag-${n}'`,
      }),
    );
    await page.goBack();
    await page.getByRole("heading", { name: "Flags" }).waitFor();
    await page.getByRole("link", { name: `flag-${n}` }).waitFor();
  }
  return times;
}

async function look(chrome, flags, where) {
  const firsts = [];
  for (let i = 0; i < 5; i++) {
    const page = await chrome.signedIn();
    const before = Date.now();
    await page.goto("/projects/comics/flags");
    await page.locator("[role=rowgroup] [role=row]").nth(5).waitFor();
    firsts.push(Date.now() - before);
    await page.context().close();
  }
  const page = await chrome.signedIn("/projects/comics/flags");
  // The first rounds load the pages of the list and warm the browser's compiler up.
  for (let i = 0; i < 3; i++) {
    await page.evaluate(scroll, { step: STEP_PX, frames: FRAMES });
    await page.quiet();
  }
  await page.evaluate(() => window.scrollTo(0, 0));
  const { times, most, at } = await page.evaluate(scroll, { step: STEP_PX, frames: FRAMES });
  const share = smooth(times);
  const floor = await plainly(chrome, flags);
  const first = percentile(firsts, 50);
  const of = `${count(flags)} flags of ${where}`;
  return [
    row(`${of}: first rows, median of 5 fresh pages`, "≤ 1 s", ms(first), first <= 1000),
    row(
      `${of}: frames of at most 20 ms while scrolling 150 px a frame for ${count(at)} px`,
      "≥ 95 %",
      `${count(share)} %, longest ${ms(Math.max(...times))}; of a page of plain text ${count(floor)} %`,
      share >= 95,
    ),
    row(`${of}: nodes in the document, at most`, "≤ 1,500", count(most), most <= 1500),
  ];
}

/** As many flags as the server takes: until one sees them, while one scrolls, and from a press to what it does. */
const served = () =>
  withLab("list", { flags: MOST - FLAGS }, async ({ chrome }) => {
    const rows = await look(chrome, MOST, "the server's");
    const times = await presses(await chrome.signedIn("/projects/comics/flags"));
    return [
      ...rows,
      ...Object.entries(times).map(([name, all]) => {
        const p95 = percentile(all, 95);
        return row(`${name}, until it is shown, p95 of 20`, "≤ 100 ms", ms(p95), p95 <= 100);
      }),
    ];
  });

/** More than the server takes. */
const more = () => withStandIn({ flags: MANY }, ({ chrome }) => look(chrome, MANY, "a stand-in's"));

export default async () => [...(await served()), ...(await more())];
