import type { Platform } from "../platform/platform.js";
import { Fetches } from "./fetches.js";
import { LargeSegments } from "./large-segments.js";
import { DEFAULT_TIMING, type SourceConfig } from "./source-config.js";

/** The keys of large segments, kept in memory alone. Code of its own, for the few rulesets that name one. */
export function edgeSegments(
  { url, sdkKey }: Pick<SourceConfig, "url" | "sdkKey">,
  platform: Pick<Platform, "fetch">,
): LargeSegments {
  const config = { url, sdkKey, timing: DEFAULT_TIMING };
  const fetches = new Fetches(config, platform, new AbortController().signal);
  return new LargeSegments((key, large) => fetches.segment(key, large), null);
}
