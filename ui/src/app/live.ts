import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { openLive } from "../api/live";
import { cacheKey } from "../api/shared-queries";
import { alarm } from "../components/toast";
import { appText } from "../text/en/app";
import { refresher } from "./refresh";

const words = appText.live;

export type Connection =
  | { state: "connecting" }
  | { state: "live" }
  | { state: "reconnecting" }
  | { state: "stale"; since: number };

/** A lost stream is often back at once; only after this is what one sees called stale. */
const STALE_AFTER_MS = 4_000;
const UNWATCHED_AFTER_MS = 20_000;

/** Keeps what is shown of a project true while its page is open, and says whether it is. */
export function useLive(project: string): Connection {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>({ state: "connecting" });
  const watched = useWatched();
  useEffect(() => {
    if (!watched) return;
    const refresh = refresher(client, project);
    let stale: ReturnType<typeof setTimeout> | undefined;
    let wasLost = client.getQueryCache().findAll({ queryKey: cacheKey.of(project) }).length > 0;
    let streams = 0;
    const close = openLive(project, {
      onSignal: (signal) => {
        refresh.take(signal);
        if (signal.kind === "approval-override") alarm(words.withoutApproval(signal.environment));
      },
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
      refresh.stop();
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
