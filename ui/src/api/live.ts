import { path } from "./client";

/** Something changed; what is shown of it should be asked for again. */
export interface Signal {
  kind: "environment" | "flag" | "release" | "receipts" | "audit";
  environment?: string;
  key?: string;
  revision?: number;
}

interface Listener {
  onSignal(signal: Signal): void;
  onOpen(): void;
  onLost(): void;
}

/** A signal as it was heard, for whoever wants to watch them go by. */
export interface Heard extends Signal {
  project: string;
  at: string;
}

const KEPT = 200;
let kept: Heard[] = [];
const watchers = new Set<() => void>();

/** The last signals of all projects that were opened, the newest first. */
export const heard = {
  subscribe: (watcher: () => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
  get: () => kept,
};

function keep(project: string, signal: Signal) {
  kept = [{ ...signal, project, at: new Date().toISOString() }, ...kept].slice(0, KEPT);
  for (const watcher of watchers) watcher();
}

const RETRY_MS = 2_000;

/** One stream for all live data of a project. Returns what closes it. */
export function openLive(project: string, listener: Listener): () => void {
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const open = () => {
    source = new EventSource(path`/api/v1/projects/${project}/live`);
    source.onopen = () => listener.onOpen();
    source.addEventListener("signal", (event) => {
      const signal = JSON.parse(event.data) as Signal;
      keep(project, signal);
      listener.onSignal(signal);
    });
    source.onerror = () => {
      if (closed) return;
      listener.onLost();
      // The browser gives up for good after an answer that is no stream, for example a proxy's 502.
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
    };
  };
  // A connection that the network dropped in silence looks open for minutes; the browser often knows better.
  const onOffline = () => {
    source.close();
    listener.onLost();
  };
  const onOnline = () => {
    clearTimeout(retry);
    source.close();
    open();
  };
  open();
  window.addEventListener("offline", onOffline);
  window.addEventListener("online", onOnline);
  return () => {
    closed = true;
    clearTimeout(retry);
    window.removeEventListener("offline", onOffline);
    window.removeEventListener("online", onOnline);
    source.close();
  };
}
