import type { Ruleset } from "./ruleset.js";

/** The flags that this version does not understand: what is wrong, by flag key. */
export function unsupportedFlags(ruleset: Ruleset): ReadonlyMap<string, string> {
  const unsupported = new Map<string, string>();
  for (const { key, broken } of ruleset.flags()) {
    if (broken?.errorCode === "PARSE_ERROR" && broken.errorMessage !== null) {
      unsupported.set(key, broken.errorMessage);
    }
  }
  return unsupported;
}
