import { EdgeClient, type EdgeClientOptions } from "./client/edge-client.js";
import { EDGE_PLATFORM } from "./platform/edge-platform.js";

export type { Attributes } from "./client/attributes.js";
export type { EdgeClientOptions } from "./client/edge-client.js";
export { EdgeClient } from "./client/edge-client.js";
export type { LocalOptions } from "./client/local-client.js";
export type { Status } from "./client/status.js";
export type { Evaluation } from "./core/evaluation.js";
export { fetchOutcomes } from "./middleware/fetch-outcomes.js";
export type { RequestOutcomes } from "./middleware/request-outcomes.js";

/**
 * A client for edge runtimes and functions of a cloud. It does nothing by itself: call `refresh` in each request before
 * flags are evaluated, and `flush` after the answer. Make one for all requests, outside of the handler.
 *
 * @throws TypeError where url or sdkKey is missing
 */
export function createClient(options: EdgeClientOptions): EdgeClient {
  return new EdgeClient(options, EDGE_PLATFORM);
}
