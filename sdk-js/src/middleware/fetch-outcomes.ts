import type { LocalClient } from "../client/local-client.js";
import { type RequestOutcomes, RequestTracker } from "./request-outcomes.js";

const SERVER_ERROR = 500;

/** Wraps a handler that answers a `Request` with a `Response`; what it throws is thrown on, and counts as an error. */
export function fetchOutcomes<Rest extends unknown[]>(
  client: Pick<LocalClient, "track">,
  outcomes: RequestOutcomes<Request>,
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  const tracker = new RequestTracker(client, outcomes);
  return async (request, ...rest) => {
    const began = performance.now();
    let status = SERVER_ERROR;
    try {
      const response = await handler(request, ...rest);
      status = response.status;
      return response;
    } finally {
      tracker.done(request, status, began);
    }
  };
}
