import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { openLive, type Signal } from "../api/live";
import { cacheKey } from "../api/shared-queries";

export type Connection =
  | { state: "connecting" }
  | { state: "live" }
  | { state: "reconnecting" }
  | { state: "stale"; since: number };

/** A lost stream is often back at once; only after this is what one sees called stale. */
const STALE_AFTER_MS = 4_000;
/** Signals come in bursts: one refetch answers for all that arrived meanwhile. */
const GATHER_MS = 150;
const UNWATCHED_AFTER_MS = 20_000;

function keysOf(project: string, { kind }: Signal): readonly (readonly string[])[] {
  switch (kind) {
    case "flag":
      return [cacheKey.flags(project), cacheKey.audit(project)];
    case "environment":
      return [
        cacheKey.environments(project),
        cacheKey.flags(project),
        cacheKey.regions(project),
        cacheKey.receipts(project),
        cacheKey.segments(project),
      ];
    case "release":
      return [cacheKey.releases(project)];
    case "receipts":
      return [cacheKey.receipts(project)];
    default:
      return [cacheKey.audit(project)];
  }
}

function gather(client: QueryClient) {
  const waiting = new Map<string, readonly string[]>();
  const send = () => {
    const due = [...waiting.values()];
    waiting.clear();
    for (const queryKey of due) client.invalidateQueries({ queryKey });
  };
  return (keys: readonly (readonly string[])[]) => {
    if (waiting.size === 0) setTimeout(send, GATHER_MS);
    for (const key of keys) waiting.set(key.join("/"), key);
  };
}

/** Keeps what is shown of a project true while its page is open, and says whether it is. */
export function useLive(project: string): Connection {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>({ state: "connecting" });
  const watched = useWatched();
  useEffect(() => {
    if (!watched) return;
    const refetch = gather(client);
    let stale: ReturnType<typeof setTimeout> | undefined;
    let wasLost = client.getQueryCache().findAll({ queryKey: cacheKey.of(project) }).length > 0;
    let streams = 0;
    const close = openLive(project, {
      onSignal: (signal) => refetch(keysOf(project, signal)),
      onOpen: async () => {
        const opened = ++streams;
        // Whatever was missed meanwhile is asked for now; only then is what is seen live.
        if (wasLost) await client.invalidateQueries({ queryKey: cacheKey.of(project) });
        if (opened !== streams) return;
        clearTimeout(stale);
        stale = undefined;
        wasLost = false;
        setConnection({ state: "live" });
      },
      onLost: () => {
        streams++;
        if (stale) return;
        wasLost = true;
        const since = Date.now();
        setConnection({ state: "reconnecting" });
        stale = setTimeout(() => setConnection({ state: "stale", since }), STALE_AFTER_MS);
      },
    });
    return () => {
      streams++;
      clearTimeout(stale);
      close();
    };
  }, [client, project, watched]);
  return connection;
}

/** A tab left in the background gives its connection up: over HTTP/1.1 a browser has six for all tabs together. */
function useWatched(): boolean {
  const [watched, setWatched] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onChange = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") setWatched(true);
      else timer = setTimeout(() => setWatched(false), UNWATCHED_AFTER_MS);
    };
    document.addEventListener("visibilitychange", onChange);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onChange);
    };
  }, []);
  return watched;
}
