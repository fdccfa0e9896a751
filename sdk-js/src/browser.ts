import { BrowserClient } from "./client/browser-client.js";
import type { BrowserClientOptions } from "./client/browser-client-options.js";
import { browserPlatform } from "./platform/browser-platform.js";

export type { Attributes } from "./client/attributes.js";
export { BrowserClient } from "./client/browser-client.js";
export type { BrowserClientOptions } from "./client/browser-client-options.js";
export { type PageOutcomes, type SlowPage, trackPageOutcomes } from "./client/page-outcomes.js";
export type { Status } from "./client/status.js";
export type { ErrorCode } from "./core/error-code.js";
export type { Evaluation } from "./core/evaluation.js";
export type { Reason } from "./core/reason.js";
export type { Answer, ClientAnswer, ClientValues } from "./wire/client-values.js";

/**
 * A client for browsers; it starts at once and returns without waiting.
 *
 * @throws TypeError where url or sdkKey is missing, or the key is a server key
 */
export function createClient(options: BrowserClientOptions): BrowserClient {
  const client = makeClient(options);
  client.start();
  return client;
}

/** As {@link createClient}, but it follows the server only once it is started: for whoever makes it while rendering. */
export function makeClient(options: BrowserClientOptions): BrowserClient {
  return new BrowserClient(options, browserPlatform());
}
