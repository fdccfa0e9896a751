import type { Attributes } from "../client/attributes.js";
import type { LocalClient } from "../client/local-client.js";

/** Which of what becomes of requests are events of which metric; what is left out is not looked at. */
export interface RequestOutcomes<Request> {
  /**
   * Whom a request is for, in the same words as the evaluations it makes; null for nobody. What it throws is as good as
   * null.
   */
  readonly contextOf: (request: Request) => Attributes | null | undefined;
  /** The metric of requests that the server could not answer: status 500 to 599, or a handler that threw. */
  readonly errors?: string;
  /** The metric of requests that were answered late. */
  readonly slow?: {
    readonly metric: string;
    /** More milliseconds are late. */
    readonly above: number;
  };
  /** The metric of how long answers take, in milliseconds: each is a measurement. */
  readonly latency?: string;
}

const SERVER_ERROR = 500;

/** Tracks one request after another. Nothing it does throws. */
export class RequestTracker<Request> {
  readonly #client: Pick<LocalClient, "track">;
  readonly #outcomes: RequestOutcomes<Request>;

  constructor(client: Pick<LocalClient, "track">, outcomes: RequestOutcomes<Request>) {
    this.#client = client;
    this.#outcomes = outcomes;
  }

  /** @param began by `performance.now()` */
  done(request: Request, status: number, began: number): void {
    const { errors, slow, latency } = this.#outcomes;
    const took = performance.now() - began;
    const late = slow !== undefined && took > slow.above;
    const failed = errors !== undefined && status >= SERVER_ERROR;
    const wanted = late || failed || latency !== undefined;
    const context = wanted ? this.#contextOf(request) : null;
    if (context === null) {
      return;
    }
    if (failed) {
      this.#client.track(errors, context);
    }
    if (late) {
      this.#client.track(slow.metric, context);
    }
    if (latency !== undefined) {
      this.#client.track(latency, context, took);
    }
  }

  #contextOf(request: Request): Attributes | null {
    try {
      return this.#outcomes.contextOf(request) ?? null;
    } catch {
      return null; // the application's own affair, and no reason to fail a request that is done
    }
  }
}
