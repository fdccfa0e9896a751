import type { BrowserClient } from "../client/browser-client.js";
import { Overlay } from "./overlay.js";
import { Overrides } from "./overrides.js";
import { Tap } from "./tap.js";

const OPENED = new WeakMap<BrowserClient, () => void>();

/**
 * Puts a button into the page, and behind it the flags that the client knows, with their values and reasons, fields to
 * override them for this tab, and what was evaluated. Overrides are in force from here on, whether anybody opens it or
 * not; they are kept in the tab's session storage, and what they answer is not reported.
 *
 * For people who build the page: load it by `import("@firstlight/sdk/devtools")` where it is wanted, and not for
 * everybody else. It works under a policy that allows no inline script and no inline style.
 *
 * @returns what takes it away, and lets the client answer as it did
 */
export function openDevtools(client: BrowserClient): () => void {
  const opened = OPENED.get(client);
  if (opened !== undefined) {
    return opened;
  }
  const overrides = new Overrides(sessionTexts());
  const overlay = new Overlay(client, overrides, () => tap);
  const tap = new Tap(client, overrides, () => overlay.later());
  const ends = [client.onStatus(() => overlay.later()), client.onChanges(() => overlay.later())];
  const close = () => {
    OPENED.delete(client);
    for (const end of ends) {
      end();
    }
    overlay.close();
    tap.close();
  };
  OPENED.set(client, close);
  return close;
}

/** Of pages that may not store anything even the look at it throws. */
function sessionTexts(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
