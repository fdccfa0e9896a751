import type { Platform } from "../platform/platform.js";
import type { SourceTiming } from "./source-config.js";

/** How long to wait after a failure: more each time, with full jitter so that a crowd spreads itself. */
export class Backoff {
  readonly #timing: Pick<SourceTiming, "firstBackoff" | "mostBackoff">;
  readonly #platform: Pick<Platform, "random">;
  #failures = 0;

  constructor(
    timing: Pick<SourceTiming, "firstBackoff" | "mostBackoff">,
    platform: Pick<Platform, "random">,
  ) {
    this.#timing = timing;
    this.#platform = platform;
  }

  /** All is well again. */
  reset(): void {
    this.#failures = 0;
  }

  /**
   * After one more failure, in milliseconds.
   *
   * @param retryAfter for how long the server wants to be left alone
   */
  next(retryAfter: number): number {
    const { firstBackoff, mostBackoff } = this.#timing;
    const bound = Math.min(mostBackoff, firstBackoff * 2 ** Math.min(this.#failures++, 10));
    return retryAfter + this.#platform.random() * bound;
  }
}
