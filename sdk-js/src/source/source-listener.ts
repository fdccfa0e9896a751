import type { Ruleset } from "../core/ruleset.js";
import type { JsonObject } from "../wire/json.js";

/** Hears what a source brings. */
export interface SourceListener {
  /** A newer ruleset than any before, and the document it was compiled from. */
  onRuleset(ruleset: Ruleset, raw: JsonObject): void;
  /** The same ruleset, compiled anew under another kill list. */
  onKills(ruleset: Ruleset): void;
  /** The stream is up: what is served is what the server has. */
  onCurrent(): void;
  /** The stream is gone; the source goes on by itself. */
  onLost(reason: string): void;
  /** The server refuses the key: the source has stopped. */
  onRefused(reason: string): void;
  /** A change did not lead to the ruleset the server has. */
  onDigestMismatch(): void;
}
