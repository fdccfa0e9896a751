import type { Platform } from "../platform/platform.js";
import type { SourceTiming } from "./source-config.js";

/** A stream that was well for so many first waits counts as no failure: one that ends at once, again and again, does. */
const STEADY = 5;

/** How long to wait after a failure: more each time, with full jitter so that a crowd spreads itself. */
export class Backoff {
  readonly #timing: Pick<SourceTiming, "firstBackoff" | "mostBackoff">;
  readonly #platform: Pick<Platform, "now" | "random">;
  #failures = 0;
  #well: number | null = null;

  constructor(
    timing: Pick<SourceTiming, "firstBackoff" | "mostBackoff">,
    platform: Pick<Platform, "now" | "random">,
  ) {
    this.#timing = timing;
    this.#platform = platform;
  }

  /** All is well, at least for now. */
  well(): void {
    this.#well ??= this.#platform.now();
  }

  /**
   * After one more failure, in milliseconds.
   *
   * @param retryAfter for how long the server wants to be left alone
   */
  next(retryAfter: number): number {
    const { firstBackoff, mostBackoff } = this.#timing;
    const now = this.#platform.now();
    if (now - (this.#well ?? now) >= STEADY * firstBackoff) {
      this.#failures = 0;
    }
    this.#well = null;
    const bound = Math.min(mostBackoff, firstBackoff * 2 ** Math.min(this.#failures++, 10));
    return retryAfter + this.#platform.random() * bound;
  }
}
