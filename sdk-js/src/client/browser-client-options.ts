import type { SourceTiming } from "../source/source-config.js";
import type { PageTiming } from "../source/value-source.js";
import type { ClientValues } from "../wire/client-values.js";
import type { Attributes } from "./attributes.js";

/** How a client for browsers is set up. */
export interface BrowserClientOptions {
  /** The server's address, such as `https://flags.example.org`; empty where it is the page's own origin. */
  readonly url: string;
  /** A client key of the environment (`flc_…`). It is public: whoever has it gets values and never rules. */
  readonly sdkKey: string;
  /** Who is asking; nobody in particular where it is left out. */
  readonly context?: Attributes;
  /** What your server made of the context with the environment's secret, where that is in secure mode: 64 hexadecimal digits. */
  readonly contextHash?: string;
  /**
   * Values for this context that the server which renders the page found out, so that the page has them at once: what
   * `valuesFor` of the client for Node.js answers, or `POST /client/v1/evaluate`.
   */
  readonly bootstrap?: ClientValues;
  /** Whether the last known values are kept for the next page, in the page's local storage; they are where this is left out. */
  readonly keepValues?: boolean;
  /**
   * Whether it is reported which variants this context saw and what {@link BrowserClient.track} says; it is not unless
   * this says so. It is sent with the context to `/client/v1/telemetry`, and no more to a server that does not take it.
   */
  readonly telemetry?: boolean;
  /** Waits, for tests. */
  readonly timing?: Partial<SourceTiming & PageTiming & { flush: number }>;
}
