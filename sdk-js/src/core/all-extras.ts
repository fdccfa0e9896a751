import type { Extras } from "./extras.js";
import { MOST_EXTRAS } from "./most-extras.js";
import { patternMatch } from "./pattern-match.js";

/** For where bytes do not count. */
export const ALL_EXTRAS: Extras = { ...MOST_EXTRAS, patterns: patternMatch };
