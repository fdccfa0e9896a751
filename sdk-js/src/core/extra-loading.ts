import type { Extra, Extras } from "./extras.js";

const LOADING: { readonly [K in Extra]: () => Promise<Extras[K]> } = {
  patterns: async () => (await import("./pattern-match.js")).patternMatch,
  comparisons: async () => (await import("./comparisons.js")).comparison,
  hashes: async () => (await import("./foreign-hashes.js")).foreignBucketer,
};

/**
 * Extras and some more, each of which is code of its own that is loaded now.
 *
 * @throws Error where one cannot be had
 */
export async function withMore(extras: Extras, more: Iterable<Extra>): Promise<Extras> {
  const all = { ...extras };
  for (const name of more) {
    Object.assign(all, { [name]: await LOADING[name]() });
  }
  return all;
}
