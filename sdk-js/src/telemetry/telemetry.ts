import type { Ruleset } from "../core/ruleset.js";
import { readText } from "../source/read-text.js";
import type { ContextSample } from "./context-sample.js";
import type { Journal } from "./journal.js";
import { Report } from "./report.js";
import type { TelemetryConfig, TelemetryPlatform } from "./telemetry-config.js";
import type { TelemetryCounts } from "./telemetry-counts.js";

const MOST_BACKOFF = 30_000;
const MOST_ANSWER = 1024 * 1024;

interface Answer {
  readonly status: number;
  /** How long the server wants to be left alone. */
  readonly retryAfter: number;
  readonly said: string;
}

/** Sends what an instance has to report: its journal, and which revision it serves. */
export class Telemetry {
  readonly #config: TelemetryConfig;
  readonly #platform: TelemetryPlatform;
  readonly #journal: Journal;
  readonly #report: Report;
  /** What of the contexts that ask is sent; null where nothing is. */
  readonly #contexts: ContextSample | null;
  /** A batch that has not been taken yet; it is sent again as it is. */
  #unsent: string | null = null;
  #lastSent: number;
  #sent = 0;
  #failed = 0;
  #failures = 0;
  #due = Number.POSITIVE_INFINITY;
  #callOff: () => void = () => {};
  #flushing: Promise<void> | null = null;
  #stopped = false;

  constructor(config: TelemetryConfig, platform: TelemetryPlatform, journal: Journal) {
    this.#config = config;
    this.#platform = platform;
    this.#journal = journal;
    this.#contexts = config.contexts;
    const { sdk, region } = config;
    this.#report = new Report({ instance: platform.uuid(), sdk, region }, journal, config.contexts);
    this.#lastSent = platform.now();
  }

  /** Counts a change that did not lead to the ruleset that the server has. */
  digestMismatch(): void {
    this.#report.digestMismatches++;
  }

  /** Sends a receipt soon: the instance serves this ruleset now. */
  applied(ruleset: Ruleset): void {
    const first = !this.#report.hasApplied;
    this.#report.applied(ruleset);
    if (this.#failures === 0) {
      this.#schedule(first ? 0 : this.#platform.random() * this.#config.timing.receipt);
    }
  }

  /** The ruleset that was applied is served under another kill list: no news, but releases may have gone or come back. */
  killed(ruleset: Ruleset): void {
    this.#report.killed(ruleset);
    if (this.#failures === 0) {
      this.#schedule(this.#interval);
    }
  }

  /** Stops without another word: the server refuses the key. */
  refused(): void {
    this.#stopped = true;
    this.#callOff();
  }

  /** What was reported so far. */
  counts(): TelemetryCounts {
    const { evaluations, dropped } = this.#report;
    const waiting = this.#journal.units?.size ?? 0;
    return { evaluations, waiting, dropped, sent: this.#sent, failed: this.#failed };
  }

  /** Sends what there is now, in as many batches as it takes. */
  async flush(): Promise<void> {
    do {
      while (this.#flushing !== null) {
        await this.#flushing;
      }
      if (this.#stopped) {
        return;
      }
      this.#callOff();
      this.#due = Number.POSITIVE_INFINITY;
      this.#flushing = this.#flush();
      await this.#flushing;
    } while (this.#report.isLeftOver && this.#failures === 0);
  }

  /** Sends what is left, for as long as the configuration allows, and stops. */
  async close(): Promise<void> {
    if (this.#stopped || !this.#report.hasApplied) {
      this.refused();
      return;
    }
    this.refused();
    const { close } = this.#config.timing;
    const late = new Promise<void>((resolve) => {
      this.#platform.after(close, resolve);
    });
    const last = (async () => {
      await this.#flushing;
      await this.#send(close);
      await this.#send(close);
    })();
    await Promise.race([last, late]);
  }

  /** Brings the next flush forward, never back. */
  #schedule(inMs: number): void {
    const due = this.#platform.now() + inMs;
    if (this.#stopped || this.#flushing !== null || due >= this.#due) {
      return;
    }
    this.#callOff();
    this.#due = due;
    this.#callOff = this.#platform.after(inMs, () => {
      this.#due = Number.POSITIVE_INFINITY;
      this.#flushing = this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const pause = await this.#send(this.#config.timing.answer);
    this.#flushing = null;
    this.#schedule(
      this.#report.news && this.#failures === 0
        ? Math.min(pause, this.#config.timing.receipt)
        : pause,
    );
  }

  /** Sends one batch, or the one before again. How long to wait for the next. */
  async #send(patience: number): Promise<number> {
    const idle = this.#platform.now() - this.#lastSent >= this.#config.timing.idle;
    this.#unsent ??= this.#report.next(idle);
    if (this.#unsent === null) {
      return this.#interval;
    }
    const { status, retryAfter, said } = await this.#post(this.#unsent, patience);
    if (status === 429 || status >= 500) {
      this.#failed++;
      const bound = Math.min(1_000 * 2 ** Math.min(this.#failures++, 10), MOST_BACKOFF);
      return retryAfter + this.#platform.random() * bound;
    }
    this.#unsent = null;
    this.#sent++;
    this.#failures = 0;
    this.#lastSent = this.#platform.now();
    this.#contexts?.heard(said);
    if (status === 401 || status === 403) {
      this.refused();
    }
    return this.#report.isLeftOver ? 10 : this.#interval;
  }

  async #post(body: string, patience: number): Promise<Answer> {
    try {
      const response = await this.#platform.fetch(this.#config.endpoint, {
        method: "POST",
        headers: {
          Authorization: `Bearer ${this.#config.sdkKey}`,
          "Content-Type": "application/json",
        },
        body,
        signal: AbortSignal.timeout(patience),
      });
      const said = await readText(response, MOST_ANSWER);
      const seconds = Number(response.headers.get("Retry-After") ?? 0) || 0;
      return { status: response.status, retryAfter: Math.min(seconds, 300) * 1000, said };
    } catch {
      return { status: 503, retryAfter: 0, said: "" };
    }
  }

  get #interval(): number {
    const { release, idle } = this.#config.timing;
    return this.#report.hasReleases ? release : idle;
  }
}
