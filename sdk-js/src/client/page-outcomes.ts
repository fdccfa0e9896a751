import { watchErrors, watchInteractions, watchLargestPaint } from "../platform/page-vitals.js";
import { Interactions } from "./interactions.js";

/** What befalls a page, and in which metric it is told; what is left out is not looked at. */
export interface PageOutcomes {
  /** The metric of errors that nobody caught, promises' among them: each is an event. */
  readonly errors?: string;
  /** The metric of Largest Contentful Paint: its milliseconds where a key is given alone, else whether it came late. */
  readonly largestPaint?: string | SlowPage;
  /** The metric of how slow the page answers (Interaction to Next Paint), in the same way, each time it is hidden. */
  readonly interaction?: string | SlowPage;
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
 * Tracks what befalls this page as events and measurements of metrics, so that releases are guarded by it. Browsers that cannot tell are
 * passed over.
 *
 * @param client with `telemetry`, or nothing is sent
 * @returns what ends it
 */
export function trackPageOutcomes(
  client: { track(metric: string, value?: number): void },
  { errors, largestPaint, interaction }: PageOutcomes,
): () => void {
  const ends: (() => void)[] = [];
  if (errors !== undefined) {
    ends.push(watchErrors(() => client.track(errors)));
  }
  if (largestPaint !== undefined) {
    const tell = telling(client, largestPaint, LARGEST_PAINT_MS);
    ends.push(watchLargestPaint(tell));
  }
  if (interaction !== undefined) {
    const tell = telling(client, interaction, INTERACTION_MS);
    const interactions = new Interactions();
    let told = 0;
    ends.push(
      watchInteractions(
        (id, duration) => interactions.took(id, duration),
        () => {
          const { slow } = interactions;
          if (slow !== told) {
            told = slow;
            tell(slow);
          }
        },
      ),
    );
  }
  return () => {
    for (const end of ends.splice(0)) {
      end();
    }
  };
}

/** What tells of so many milliseconds: them, or an event where they are too many. */
function telling(
  client: Parameters<typeof trackPageOutcomes>[0],
  outcome: string | SlowPage,
  usual: number,
): (milliseconds: number) => void {
  if (typeof outcome === "string") {
    return (milliseconds) => client.track(outcome, milliseconds);
  }
  const { metric, above = usual } = outcome;
  return (milliseconds) => milliseconds > above && client.track(metric);
}
