import type { Platform } from "../platform/platform.js";
import { Fetches } from "./fetches.js";
import { LargeSegments } from "./large-segments.js";
import { DEFAULT_TIMING, type SourceConfig } from "./source-config.js";

// Code for what few rulesets need, all of it together, since small pieces weigh more apart.
// The client, which loads it, is named so that bundlers see that all they share is there already: some would put each
// combination of what is shared into a file of its own.
export { EdgeClient } from "../client/edge-client.js";
export { MOST_EXTRAS } from "../core/most-extras.js";
export { UnitLog } from "../telemetry/unit-log.js";
export { readRuleset } from "../wire/ruleset-json.js";

/** The keys of large segments, kept in memory alone. */
export function edgeSegments(
  { url, sdkKey }: Pick<SourceConfig, "url" | "sdkKey">,
  platform: Pick<Platform, "fetch">,
): LargeSegments {
  const config = { url, sdkKey, timing: DEFAULT_TIMING };
  const fetches = new Fetches(config, platform, new AbortController().signal);
  return new LargeSegments((key, large) => fetches.segment(key, large), null);
}
