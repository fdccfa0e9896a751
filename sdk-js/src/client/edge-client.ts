import type { Ruleset } from "../core/ruleset.js";
import { RefusedError, UnavailableError } from "../source/refusals.js";
import { RulesetPoll } from "../source/ruleset-poll.js";
import type { EdgeTelemetry } from "../telemetry/edge-telemetry.js";
import type { TelemetryPlatform } from "../telemetry/telemetry-config.js";
import { LocalClient, type LocalOptions } from "./local-client.js";
import type { Status } from "./status.js";

const MAX_AGE_MS = 30_000;
const TIMEOUT_MS = 2_000;
/** After a failure nobody asks again so soon, however many requests come. */
const RETRY_MS = 5_000;

/** How a client for edge runtimes and functions is set up. */
export interface EdgeClientOptions extends LocalOptions {
  /** For how many milliseconds values are good before {@link EdgeClient.refresh} asks again: 30,000 where it is left out. */
  readonly maxAge?: number;
  /** How many milliseconds one question to the server may take: 2,000 where it is left out. */
  readonly timeout?: number;
}

/**
 * Evaluates flags where nothing runs between two requests: in edge runtimes and in functions of a cloud. It asks for the
 * ruleset when it is told to and reports when it is told to, has no timers, and uses nothing but what web platforms have.
 */
export class EdgeClient extends LocalClient {
  readonly #options: EdgeClientOptions;
  readonly #platform: TelemetryPlatform;
  readonly #timeout: number;
  readonly #poll: RulesetPoll;
  readonly #maxAge: number;
  #status: Status = { state: "NOT_READY", reason: "Nobody has called refresh yet." };
  #dueAt = 0;
  /** Until then another request's question may be answered. */
  #askedUntil = 0;
  /** Its code is loaded by the first flush. */
  #telemetry: EdgeTelemetry | null = null;

  /** Does nothing yet; see {@link refresh}. Use `createClient` of the entry for edge runtimes. */
  constructor(options: EdgeClientOptions, platform: TelemetryPlatform) {
    const { url, sdkKey, maxAge = MAX_AGE_MS, timeout = TIMEOUT_MS } = options;
    super(options, null, null);
    this.#options = options;
    this.#platform = platform;
    this.#timeout = timeout;
    this.#poll = new RulesetPoll({ url, sdkKey, timeout }, platform);
    this.#maxAge = maxAge;
  }

  /**
   * Asks the server for newer flags where those that are here are older than `maxAge`; else it answers at once. Await it
   * before the first evaluation; later it may as well go on beside the request. Never throws.
   *
   * @returns whether the values are as good as `maxAge` promises
   */
  async refresh(): Promise<boolean> {
    const now = this.#platform.now();
    // Nobody waits for another request's question: where that request is over, it may never be answered.
    const isAsked = this.ruleset !== null && now < this.#askedUntil;
    if (!isAsked && now >= this.#dueAt) {
      this.#askedUntil = now + 2 * this.#timeout;
      await this.#ask();
    }
    return this.#status.state === "READY";
  }

  /**
   * Serves a ruleset that was kept elsewhere, such as in a store near the edge: what `GET /sdk/v1/ruleset` answered. Never
   * throws.
   *
   * @param document parsed JSON
   * @returns false where it is none, or not newer than the one that is here
   */
  async load(document: unknown): Promise<boolean> {
    try {
      return this.#take(await this.#poll.take(document));
    } catch {
      return false;
    }
  }

  /** Sends what there is to report: after the answer, as `waitUntil` of many runtimes does. Never throws. */
  async flush(): Promise<void> {
    if (this.#status.state === "ERROR") {
      return;
    }
    try {
      const { EdgeTelemetry } = await import("../telemetry/edge-telemetry.js");
      this.#telemetry ??= new EdgeTelemetry(
        this.#options,
        this.#maxAge,
        this.#timeout,
        this.#platform,
        this.journal,
      );
    } catch {
      return; // its code cannot be had now
    }
    await this.#telemetry.flush(this.ruleset);
  }

  status(): Status {
    return this.#status;
  }

  async #ask(): Promise<void> {
    let wait = this.#maxAge;
    try {
      this.#take(await this.#poll.ask());
      this.#status = { state: "READY", reason: "The server's, no older than maxAge." };
    } catch (error) {
      wait = this.#lost(error as Error);
    }
    this.#dueAt = this.#platform.now() + wait;
    this.#askedUntil = 0;
  }

  #take(ruleset: Ruleset | null): boolean {
    if (ruleset === null) {
      return false;
    }
    const { later } = this.#poll;
    if (later !== null) {
      this.journal.units ??= new later.UnitLog();
    }
    this.serve(ruleset);
    if (this.#status.state === "NOT_READY") {
      this.#status = { state: "STALE", reason: "Serving what was loaded." };
    }
    return true;
  }

  /** How long to wait now. */
  #lost(error: Error): number {
    if (error instanceof RefusedError) {
      this.#status = { state: "ERROR", reason: error.message };
      return Number.POSITIVE_INFINITY;
    }
    const state = this.ruleset === null ? "NOT_READY" : "STALE";
    this.#status = { state, reason: `The server cannot be asked (${error.message}).` };
    const retryAfter = error instanceof UnavailableError ? error.retryAfter : 0;
    return Math.max(retryAfter, Math.min(RETRY_MS, this.#maxAge));
  }
}
