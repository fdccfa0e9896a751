import { comparison } from "./comparisons.js";
import type { Extras } from "./extras.js";
import { FOREIGN_HASHES } from "./foreign-hashes.js";
import { patternMatch } from "./pattern-match.js";
import { compileSegments } from "./segment-compiler.js";

/** For where bytes do not count. */
export const ALL_EXTRAS: Extras = {
  patterns: patternMatch,
  comparisons: comparison,
  segments: compileSegments,
  hashes: FOREIGN_HASHES,
};
