// What parts of the measurement have in common: a server with content, a browser, and what is written down.
import { openChrome } from "./chrome.mjs";
import { startServer } from "./server.mjs";
import { makeFlags, makeReleases, makeWorld } from "./world.mjs";

/** Runs something with a server of its own and a browser, and ends both however it ended. */
export async function withLab(name, { flags = 0, releases = 0, world = true, port } = {}, use) {
  const server = await startServer(name);
  let chrome;
  try {
    if (world) await makeWorld(server);
    await makeFlags(server, flags);
    await makeReleases(server, releases);
    chrome = await openChrome(server, { port });
    return await use({ server, chrome });
  } finally {
    await chrome?.close();
    await server.stop();
  }
}

/** A line of the table; a target is "at most" unless it says otherwise. */
export function row(what, target, seen, met) {
  return { what, target, seen, met };
}

/** What so many percent of the values do not exceed. */
export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

const number = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
export const ms = (value) => `${number.format(Math.round(value))} ms`;
export const seconds = (value) => `${number.format(value / 1000)} s`;
export const count = (value) => number.format(value);
export const sleep = (time) => new Promise((later) => setTimeout(later, time));

/** Asks again until it is so; what is waited for is named where it never is. */
export async function until(what, holds, within = 30_000) {
  const end = Date.now() + within;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds(within)}`);
    await sleep(20);
  }
}
