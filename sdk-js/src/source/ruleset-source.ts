import type { Kills } from "../core/kills.js";
import type { Platform } from "../platform/platform.js";
import { Backoff } from "./backoff.js";
import { Fetches } from "./fetches.js";
import { Holder } from "./holder.js";
import { LargeSegments } from "./large-segments.js";
import { RefusedError, UnavailableError } from "./refusals.js";
import { SegmentFiles } from "./segment-files.js";
import { sleep } from "./sleep.js";
import type { SourceConfig } from "./source-config.js";
import type { SourceListener } from "./source-listener.js";
import { followStream } from "./stream.js";

/** Keeps a ruleset current: the last known one, then a stream, then polling while there is no stream. */
export class RulesetSource {
  readonly #config: SourceConfig;
  readonly #platform: Platform;
  readonly #listener: SourceListener;
  readonly #fetches: Fetches;
  readonly #holder: Holder;
  readonly #abort = new AbortController();
  readonly #backoff: Backoff;
  #lostSince: number | null = null;

  constructor(config: SourceConfig, platform: Platform, listener: SourceListener) {
    this.#config = config;
    this.#platform = platform;
    this.#listener = listener;
    this.#backoff = new Backoff(config.timing, platform);
    const { sha256, storage } = platform;
    this.#fetches = new Fetches(config, platform, this.#abort.signal);
    const segments = new LargeSegments(
      (key, large) => this.#fetches.segment(key, large),
      storage === null ? null : new SegmentFiles(storage),
    );
    this.#holder = new Holder(sha256, storage, segments, listener);
  }

  /** Starts, and never throws. */
  start(): void {
    void this.#run(this.#holder.restore());
  }

  /** From now on these win over the rulesets. */
  kill(kills: Kills): void {
    this.#holder.kill(kills);
  }

  /** Stops at once; what is being kept for the next run is kept. */
  close(): Promise<void> {
    this.#abort.abort();
    return this.#holder.kept;
  }

  async #run(restored: Promise<void>): Promise<void> {
    await restored;
    while (!this.#abort.signal.aborted) {
      let wait = 0;
      try {
        // One that says goodbye at once, again and again, is no better than one that fails.
        wait = Math.max(await this.#follow(), this.#backoff.next(0));
        this.#listener.onLost("The server said goodbye; connecting again.");
      } catch (error) {
        if (this.#abort.signal.aborted) {
          return;
        }
        if (error instanceof RefusedError) {
          this.#listener.onRefused(error.message);
          return;
        }
        wait = this.#lost(error);
        await this.#pollIfLongLost();
      }
      await sleep(this.#platform, wait, this.#abort.signal);
    }
  }

  #follow(): Promise<number> {
    return followStream({
      config: this.#config,
      platform: this.#platform,
      holder: this.#holder,
      closing: this.#abort.signal,
      onCurrent: () => {
        this.#backoff.well();
        this.#lostSince = null;
        this.#listener.onCurrent();
      },
      fetchWhole: () => this.#fetchWhole(),
    });
  }

  /** How long to wait now. */
  #lost(error: unknown): number {
    const retryAfter = error instanceof UnavailableError ? error.retryAfter : 0;
    this.#lostSince ??= this.#platform.now();
    this.#listener.onLost(`The stream failed (${(error as Error).message}); connecting again.`);
    return this.#backoff.next(retryAfter);
  }

  async #pollIfLongLost(): Promise<void> {
    const since = this.#lostSince;
    if (since === null || this.#platform.now() - since < this.#config.timing.pollAfter) {
      return;
    }
    try {
      await this.#fetchWhole();
    } catch {
      // The next attempt says what is wrong.
    }
  }

  async #fetchWhole(): Promise<void> {
    await this.#holder.replace(await this.#fetches.ruleset());
  }
}
