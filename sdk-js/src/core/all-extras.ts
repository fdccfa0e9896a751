import { comparison } from "./comparisons.js";
import type { Extras } from "./extras.js";
import { foreignBucketer } from "./foreign-hashes.js";
import { patternMatch } from "./pattern-match.js";

/** For where bytes do not count. */
export const ALL_EXTRAS: Extras = {
  patterns: patternMatch,
  comparisons: comparison,
  hashes: foreignBucketer,
};
