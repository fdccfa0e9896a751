import type { Platform } from "./platform.js";

/** What a page hears of itself. */
export type PageEvent =
  /** It can be seen again. */
  | "visible"
  /** It cannot be seen; it may come back. */
  | "hidden"
  /** It is being left; it may come back. */
  | "left"
  /** The network is back. */
  | "online";

/** What the client for browsers needs of the machine it runs on. */
export interface BrowserPlatform extends Pick<Platform, "fetch" | "now" | "random" | "after"> {
  /** Where the last known values are kept; null where they are not. None of its functions throws. */
  readonly texts: TextStorage | null;
  /** Whether somebody can see the page. */
  isVisible(): boolean;
  /** Calls with what becomes of the page; the function returned ends that. */
  watch(listener: (event: PageEvent) => void): () => void;
}

/** A place for a few texts by name. What cannot be written is not there. */
export interface TextStorage {
  read(name: string): string | null;
  write(name: string, text: string): void;
  remove(name: string): void;
}

/** The page that runs this, or another place that has fetch and nothing to see. */
export function browserPlatform(): BrowserPlatform {
  const page = typeof document === "undefined" ? null : document;
  return {
    // Called by that name and in no other way: browsers refuse it as a method of anything else.
    fetch: (input, init) => fetch(input, init),
    now: () => performance.now(),
    random: Math.random,
    after(milliseconds, call) {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
    texts: localTexts(),
    isVisible: () => page?.visibilityState !== "hidden",
    watch: (listener) => (page === null ? () => {} : watchPage(page, listener)),
  };
}

function watchPage(page: Document, listener: (event: PageEvent) => void): () => void {
  const stop = new AbortController();
  const on = (target: EventTarget, name: string, call: () => void) =>
    target.addEventListener(name, call, { signal: stop.signal });
  on(page, "visibilitychange", () => listener(page.hidden ? "hidden" : "visible"));
  on(window, "pagehide", () => listener("left"));
  on(window, "pageshow", () => listener("visible"));
  on(window, "online", () => listener("online"));
  return () => stop.abort();
}

/** Of pages that may not store anything even the look at it throws, and a full one throws when it is written. */
function localTexts(): TextStorage | null {
  const attempt = <T>(call: () => T): T | null => {
    try {
      return call();
    } catch {
      return null;
    }
  };
  // Not looked for where there is no page: servers have one of these that is shared by all requests, or warn.
  const storage = typeof document === "undefined" ? null : attempt(() => window.localStorage);
  return storage === null
    ? null
    : {
        read: (name) => attempt(() => storage.getItem(name)),
        write: (name, text) => attempt(() => storage.setItem(name, text)),
        remove: (name) => attempt(() => storage.removeItem(name)),
      };
}
