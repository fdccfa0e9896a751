import type { LocalOptions } from "../client/local-client.js";
import type { Ruleset } from "../core/ruleset.js";
import { endpoint } from "../source/endpoint.js";
import type { Journal } from "./journal.js";
import { Telemetry } from "./telemetry.js";
import type { TelemetryPlatform } from "./telemetry-config.js";

// The client, which loads it, is named for the reason given beside its other code.
export { EdgeClient } from "../client/edge-client.js";

const SDK = { name: "firstlight-edge", version: "0.1.0" };

/** How a client for edge runtimes reports: all there is, when it is told to. */
export class EdgeTelemetry {
  readonly #make: () => Telemetry;
  readonly #platform: TelemetryPlatform;
  readonly #timeout: number;
  #telemetry: Telemetry;
  #reported: Ruleset | null = null;
  /** When a flush that has begun must have ended. */
  #flushedBy = Number.POSITIVE_INFINITY;

  /**
   * @param maxAge how long values are good, in milliseconds
   * @param timeout how long the server may take for an answer, in milliseconds
   */
  constructor(
    { url, sdkKey, region }: LocalOptions,
    maxAge: number,
    timeout: number,
    platform: TelemetryPlatform,
    journal: Journal,
  ) {
    this.#platform = platform;
    this.#timeout = timeout;
    // One batch is sent for each flush, so all waits but the one for an answer are idle.
    const timing = { idle: maxAge, release: maxAge, receipt: 0, answer: timeout, close: timeout };
    const address = endpoint(url, "/sdk/v1/telemetry");
    const where = { endpoint: address, sdkKey, region: region ?? null };
    const config = { ...where, sdk: SDK, timing, contexts: null };
    this.#make = () => new Telemetry(config, platform, journal);
    this.#telemetry = this.#make();
  }

  /** @param ruleset what is served now, null before the first */
  async flush(ruleset: Ruleset | null): Promise<void> {
    if (this.#platform.now() > this.#flushedBy) {
      this.#telemetry = this.#make(); // the request that waited for its answer is over: another goes on from here
      this.#reported = null;
    }
    if (ruleset !== null && ruleset !== this.#reported) {
      this.#telemetry.applied(ruleset);
      this.#reported = ruleset;
    }
    this.#flushedBy = this.#platform.now() + 2 * this.#timeout;
    await this.#telemetry.flush();
    this.#flushedBy = Number.POSITIVE_INFINITY;
  }
}
