import type { BrowserPlatform } from "../platform/browser-platform.js";
import type { Platform } from "../platform/platform.js";

const NOWHERE = "Clients of tests have no files.";

/** A platform on which nothing happens: no network, no files, and a clock that stands. */
export const TEST_PLATFORM: Platform & BrowserPlatform = {
  fetch: () => Promise.reject(new TypeError("Clients of tests have no network.")),
  sha256: () => "",
  ed25519() {
    throw new TypeError(NOWHERE);
  },
  readFile: () => Promise.reject(new Error(NOWHERE)),
  readFileNow() {
    throw new Error(NOWHERE);
  },
  now: () => 0,
  random: () => 0,
  uuid: () => "test",
  after: () => () => {},
  storage: null,
  texts: null,
  isVisible: () => true,
  watch: () => () => {},
};
