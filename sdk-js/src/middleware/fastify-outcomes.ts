import type { LocalClient } from "../client/local-client.js";
import { type RequestOutcomes, RequestTracker } from "./request-outcomes.js";

/** What of an answer of Fastify is looked at. */
export interface FastifyAnswer {
  readonly statusCode: number;
  /** In milliseconds. */
  readonly elapsedTime: number;
}

/** A hook for Fastify: `app.addHook("onResponse", fastifyOutcomes(client, …))`. */
export function fastifyOutcomes<Request>(
  client: Pick<LocalClient, "track">,
  outcomes: RequestOutcomes<Request>,
): (request: Request, reply: FastifyAnswer, done: () => void) => void {
  const tracker = new RequestTracker(client, outcomes);
  return (request, { statusCode, elapsedTime }, done) => {
    tracker.done(request, statusCode, performance.now() - elapsedTime);
    done();
  };
}
