import { type ClientOptions, FlagClient } from "./client/flag-client.js";
import { nodePlatform } from "./platform/node-platform.js";

export type { Attributes } from "./client/attributes.js";
export type { ClientOptions } from "./client/flag-client.js";
export { FlagClient } from "./client/flag-client.js";
export type { Status } from "./client/status.js";
export type { Evaluation } from "./core/evaluation.js";
export { expressOutcomes, type NodeResponse } from "./middleware/express-outcomes.js";
export { type FastifyAnswer, fastifyOutcomes } from "./middleware/fastify-outcomes.js";
export { fetchOutcomes } from "./middleware/fetch-outcomes.js";
export type { RequestOutcomes } from "./middleware/request-outcomes.js";
export type { KillListStatus } from "./source/kill-list-status.js";
export type { TelemetryCounts } from "./telemetry/telemetry-counts.js";
export type { ClientAnswer, ClientValues } from "./wire/client-values.js";

/** How a client for Node.js is set up. */
export interface NodeClientOptions extends ClientOptions {
  /** Where the last known ruleset is kept, so that a start without a server serves it; nowhere where it is left out. */
  readonly cacheDirectory?: string;
}

/**
 * A client for Node.js; it starts at once and returns without waiting.
 *
 * @throws TypeError where url or sdkKey is missing
 */
export function createClient(options: NodeClientOptions): FlagClient {
  const identity = `${options.url}\n${options.sdkKey}`;
  return new FlagClient(options, nodePlatform(options.cacheDirectory ?? null, identity));
}
