import type { LocalClient } from "../client/local-client.js";
import { type RequestOutcomes, RequestTracker } from "./request-outcomes.js";

/** What of an answer of Express, Connect or Node.js itself is looked at. */
export interface NodeResponse {
  readonly statusCode: number;
  readonly writableFinished: boolean;
  once(event: "close", listener: () => void): unknown;
}

/**
 * Middleware for Express, Connect and whatever else has their form. It comes before what it is to see. A request whose
 * client went away counts for nothing.
 */
export function expressOutcomes<Request>(
  client: Pick<LocalClient, "track">,
  outcomes: RequestOutcomes<Request>,
): (request: Request, response: NodeResponse, next: () => void) => void {
  const tracker = new RequestTracker(client, outcomes);
  return (request, response, next) => {
    const began = performance.now();
    response.once("close", () => {
      if (response.writableFinished) {
        tracker.done(request, response.statusCode, began);
      }
    });
    next();
  };
}
