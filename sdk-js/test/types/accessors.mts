// What `firstlight-types` makes of a manifest, used as applications use it; the modules are made by scripts/types.mjs.
import type { BrowserClient } from "@firstlight/sdk";
import type { EdgeClient } from "@firstlight/sdk/edge";
import type { FlagClient } from "@firstlight/sdk/node";
import { flagsOf as flagsOfPage } from "./made/browser.mjs";
import { flagsOf } from "./made/node.mjs";
import { useSearchRollout, useTheme, useWelcomeBanner } from "./made/react.mjs";

declare const client: FlagClient;
declare const edge: EdgeClient;
declare const page: BrowserClient;

const alice = { targetingKey: "alice" };
export const on: boolean = flagsOf(client).searchRollout(alice);
export const banner: string = flagsOf(edge).welcomeBanner(alice);
export const color: unknown = flagsOf(client).theme(alice).color;
export const most: number = flagsOf(client).flag2ndMax(alice);
// @ts-expect-error a number is no string
export const wrong: string = flagsOf(client).flag2ndMax(alice);
// @ts-expect-error there is no such flag
flagsOf(client).nope(alice);

export const onPage: boolean = flagsOfPage(page).searchRollout();
// @ts-expect-error a page has one context
flagsOfPage(page).searchRollout(alice);

export function Used(): [boolean, string, unknown] {
  // @ts-expect-error a boolean is no number
  const wrong: number = useSearchRollout();
  return [useSearchRollout(), useWelcomeBanner(), useTheme().color ?? wrong];
}
