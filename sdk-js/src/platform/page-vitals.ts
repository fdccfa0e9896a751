/** Shorter ones are never slow; told of from here on. */
const SHORTEST_MS = 40;

/** Calls with each error that nobody caught. */
export function watchErrors(heard: () => void): () => void {
  return listen(window, ["error", "unhandledrejection"], heard);
}

/** Calls once with when the largest thing was painted: as soon as somebody uses the page, or it is hidden. */
export function watchLargestPaint(heard: (at: number) => void): () => void {
  let at: number | null = null;
  const stop = observe("largest-contentful-paint", {}, ({ startTime }) => {
    at = startTime;
  });
  const finish = () => {
    stop(); // hands over what was not yet
    end();
    if (at !== null) {
      heard(at);
    }
  };
  const ends = [listen(window, ["keydown", "pointerdown"], finish), onHidden(finish)];
  const end = () => {
    for (const each of ends) {
      each();
    }
  };
  return () => {
    stop();
    end();
  };
}

/**
 * Calls with each event of an interaction that took long.
 *
 * @param hidden is called when the page is hidden, after those that happened before
 */
export function watchInteractions(
  heard: (id: number, duration: number) => void,
  hidden: () => void,
): () => void {
  const took = (entry: PerformanceEntry) => {
    const { interactionId = 0 } = entry as PerformanceEntry & { interactionId?: number };
    if (interactionId > 0) {
      heard(interactionId, entry.duration);
    }
  };
  let stop = observe("event", { durationThreshold: SHORTEST_MS }, took);
  const end = onHidden(() => {
    stop();
    hidden();
    stop = observe("event", { durationThreshold: SHORTEST_MS, buffered: false }, took);
  });
  return () => {
    stop();
    end();
  };
}

/** Calls when the page is hidden or left, before the client sends what it has for the last time. */
function onHidden(call: () => void): () => void {
  const ends = [
    listen(document, ["visibilitychange"], () => document.hidden && call()),
    listen(window, ["pagehide"], call),
  ];
  return () => {
    for (const end of ends) {
      end();
    }
  };
}

function listen(target: EventTarget, names: string[], call: () => void): () => void {
  const stop = new AbortController();
  for (const name of names) {
    target.addEventListener(name, call, { signal: stop.signal, capture: true });
  }
  return () => stop.abort();
}

/** What the browser tells of a kind; nothing where it does not know the kind. What ends it hands over the rest first. */
function observe(
  type: string,
  more: { durationThreshold?: number; buffered?: boolean },
  heard: (entry: PerformanceEntry) => void,
): () => void {
  try {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) {
      return () => {};
    }
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(heard));
    observer.observe({ type, buffered: true, ...more } as PerformanceObserverInit);
    return () => {
      observer.takeRecords().forEach(heard);
      observer.disconnect();
    };
  } catch {
    return () => {}; // an old browser
  }
}
