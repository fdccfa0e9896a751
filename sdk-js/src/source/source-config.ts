/** Where a ruleset comes from, and how long to wait for what. */
export interface SourceConfig {
  readonly url: string;
  readonly sdkKey: string;
  readonly timing: SourceTiming;
}

/** All in milliseconds. */
export interface SourceTiming {
  /** Without a byte for so long, a stream is dead. */
  readonly silence: number;
  /** For the server to begin its answer. */
  readonly answer: number;
  /** The first wait after a failure, at most; it doubles. */
  readonly firstBackoff: number;
  /** The longest wait. */
  readonly mostBackoff: number;
  /** After so long without a stream, the ruleset is fetched between attempts. */
  readonly pollAfter: number;
  /** Between two looks at the kill list; 5,000 where it is left out. */
  readonly killCheck?: number;
}

/** What fits a server in production. */
export const DEFAULT_TIMING: SourceTiming = {
  silence: 30_000,
  answer: 10_000,
  firstBackoff: 1_000,
  mostBackoff: 30_000,
  pollAfter: 120_000,
};
