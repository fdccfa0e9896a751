import type { BrowserPlatform, PageEvent } from "../platform/browser-platform.js";
import type { Position, ReadValues } from "../wire/client-values.js";
import type { Asking } from "./asking.js";
import { Backoff } from "./backoff.js";
import type { UnavailableError } from "./refusals.js";
import { sleep } from "./sleep.js";
import {
  QuestionRefusedError,
  type ValueListener,
  ValueRequests,
  type ValueSourceConfig,
} from "./value-stream.js";

/** How long to wait for what beside the network, in milliseconds. */
export interface PageTiming {
  /** A page that nobody sees for so long is not followed until somebody does. */
  readonly hidden: number;
}

/** Hears what a source of values does beside bringing them. */
export interface ValueSourceListener extends ValueListener {
  /** The stream is gone; the source goes on by itself. */
  onLost(reason: string): void;
  /** The server refuses the question: the source waits for another. */
  onRefused(reason: string): void;
  /** Nobody sees the page any more; it may be gone. */
  onHidden(): void;
  /** Values that were asked for because no stream gets through. */
  onPolled(values: ReadValues): void;
  /** Where the values are that are here, null where none of the context that is asked for are the server's. */
  at(): Position | null;
}

/** Keeps one context's values current: a stream, then polling while there is none, and nothing while nobody looks. */
export class ValueSource {
  readonly #config: ValueSourceConfig & { readonly timing: PageTiming };
  readonly #platform: BrowserPlatform;
  readonly #listener: ValueSourceListener;
  #backoff: Backoff;
  #asking: Asking | null = null;
  #running: AbortController | null = null;
  #paused = true;
  #callOffPause: () => void = () => {};
  #unwatch: () => void = () => {};
  #lostSince: number | null = null;

  constructor(
    config: ValueSourceConfig & { readonly timing: PageTiming },
    platform: BrowserPlatform,
    listener: ValueSourceListener,
  ) {
    this.#config = config;
    this.#platform = platform;
    this.#listener = listener;
    this.#backoff = new Backoff(config.timing, platform);
  }

  /** Starts to look at the page and follows what is asked, and never throws. */
  start(): void {
    this.#unwatch();
    this.#unwatch = this.#platform.watch((event) => this.#heard(event));
    this.#paused = false;
    this.#restart();
    if (!this.#platform.isVisible()) {
      this.#heard("hidden"); // opened in the background: it gets its first values all the same
    }
  }

  /** Follows this context's values from now on, and no other's. */
  follow(asking: Asking): void {
    this.#asking = asking;
    this.#restart();
  }

  /** Stops at once; it can be started again. */
  close(): void {
    this.#unwatch();
    this.#unwatch = () => {};
    this.#callOffPause();
    this.#stop();
    this.#paused = true;
  }

  #stop(): void {
    this.#running?.abort();
    this.#running = null;
  }

  #heard(event: PageEvent): void {
    this.#callOffPause();
    if (event === "hidden" || event === "left") {
      this.#listener.onHidden();
    }
    if (event === "hidden") {
      this.#callOffPause = this.#platform.after(this.#config.timing.hidden, () => this.#pause());
    } else if (event === "left") {
      this.#pause(); // an open stream would keep the page out of the browser's memory
    } else if (this.#paused || (event === "online" && this.#lostSince !== null)) {
      this.#paused = false;
      this.#restart();
    }
  }

  #pause(): void {
    if (!this.#paused && this.#running !== null) {
      this.#listener.onLost("Nobody sees the page.");
    }
    this.#paused = true;
    this.#stop();
  }

  #restart(): void {
    this.#stop();
    if (this.#asking !== null && !this.#paused) {
      this.#running = new AbortController();
      this.#backoff = new Backoff(this.#config.timing, this.#platform);
      void this.#run(this.#asking, this.#running.signal);
    }
  }

  async #run(asking: Asking, closing: AbortSignal): Promise<void> {
    const requests = new ValueRequests(this.#config, this.#platform, asking);
    const listener = this.#hearing();
    while (!closing.aborted) {
      try {
        await requests.stream(() => this.#listener.at(), listener, closing);
      } catch (error) {
        if (closing.aborted) {
          return;
        }
        if (error instanceof QuestionRefusedError) {
          this.#running = null;
          this.#listener.onRefused(error.message);
          return;
        }
        const wait = this.#lost(error);
        await this.#pollIfLongLost(requests, closing);
        await sleep(this.#platform, wait, closing);
      }
    }
  }

  #hearing(): ValueListener {
    const well = () => {
      this.#lostSince = null;
      this.#backoff.well();
    };
    const { onValues, onChange, onCurrent } = this.#listener;
    return {
      onValues: (values) => [well(), onValues(values)],
      onChange: (change) => [well(), onChange(change)],
      onCurrent: () => [well(), onCurrent()],
    };
  }

  #lost(error: unknown): number {
    this.#lostSince ??= this.#platform.now();
    const { message, retryAfter = 0 } = error as Error & Partial<UnavailableError>;
    this.#listener.onLost(`The stream failed (${message}); connecting again.`);
    return this.#backoff.next(retryAfter);
  }

  /** Some proxies let no stream through. */
  async #pollIfLongLost(requests: ValueRequests, closing: AbortSignal): Promise<void> {
    const { pollAfter, answer } = this.#config.timing;
    const lostFor = this.#platform.now() - (this.#lostSince ?? 0);
    if (lostFor < pollAfter && this.#listener.at() !== null) {
      return;
    }
    try {
      const values = await requests.fetch(AbortSignal.timeout(answer));
      if (values !== null && !closing.aborted) {
        this.#listener.onPolled(values);
      }
    } catch {
      // The next attempt says what is wrong.
    }
  }
}
