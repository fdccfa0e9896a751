import { comparison } from "../core/comparisons.js";
import type { Extras } from "../core/extras.js";
import { FOREIGN_HASHES } from "../core/foreign-hashes.js";
import { compileSegments } from "../core/segment-compiler.js";
import type { Platform } from "../platform/platform.js";
import { Fetches } from "./fetches.js";
import { LargeSegments } from "./large-segments.js";
import { DEFAULT_TIMING, type SourceConfig } from "./source-config.js";

/** What few rulesets need, but for RE2: code of its own, all of it together, since small pieces weigh more apart. */
export const EDGE_EXTRAS: Omit<Extras, "patterns"> = {
  comparisons: comparison,
  segments: compileSegments,
  hashes: FOREIGN_HASHES,
};

/** The keys of large segments, kept in memory alone. */
export function edgeSegments(
  { url, sdkKey }: Pick<SourceConfig, "url" | "sdkKey">,
  platform: Pick<Platform, "fetch">,
): LargeSegments {
  const config = { url, sdkKey, timing: DEFAULT_TIMING };
  const fetches = new Fetches(config, platform, new AbortController().signal);
  return new LargeSegments((key, large) => fetches.segment(key, large), null);
}
