import { watchErrors, watchInteractions, watchLargestPaint } from "../platform/page-vitals.js";
import { Interactions } from "./interactions.js";

/** Which of what befalls a page are events of which metric; what is left out is not looked at. */
export interface PageOutcomes {
  /** The metric of errors that nobody caught, promises' among them. */
  readonly errors?: string;
  /** The metric of pages whose Largest Contentful Paint came late. */
  readonly largestPaint?: SlowPage;
  /** The metric of pages that were slow to answer interactions (Interaction to Next Paint). */
  readonly interaction?: SlowPage;
}

/** A metric that counts what is slow. */
export interface SlowPage {
  readonly metric: string;
  /** More milliseconds are slow; where it is left out, what Core Web Vitals no longer call good: 2,500 and 200. */
  readonly above?: number;
}

const LARGEST_PAINT_MS = 2_500;
const INTERACTION_MS = 200;

/**
 * Tracks what befalls this page as events of metrics, so that releases are guarded by it. Browsers that cannot tell are
 * passed over.
 *
 * @param client with `telemetry`, or nothing is sent
 * @returns what ends it
 */
export function trackPageOutcomes(
  client: { track(metric: string): void },
  { errors, largestPaint, interaction }: PageOutcomes,
): () => void {
  const ends: (() => void)[] = [];
  if (errors !== undefined) {
    ends.push(watchErrors(() => client.track(errors)));
  }
  if (largestPaint !== undefined) {
    const { metric, above = LARGEST_PAINT_MS } = largestPaint;
    ends.push(watchLargestPaint((at) => at > above && client.track(metric)));
  }
  if (interaction !== undefined) {
    const { metric, above = INTERACTION_MS } = interaction;
    const interactions = new Interactions();
    ends.push(
      watchInteractions(
        (id, duration) => interactions.took(id, duration),
        () => interactions.slow > above && client.track(metric),
      ),
    );
  }
  return () => {
    for (const end of ends.splice(0)) {
      end();
    }
  };
}
