import { createParser } from "eventsource-parser";
import { BASE, path } from "./client";

/** Something changed; what is shown of it should be asked for again. */
export interface Signal {
  kind:
    | "environment"
    | "flag"
    | "release"
    | "change-request"
    | "approval-override"
    | "receipts"
    | "audit";
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
/** The server says something every two seconds, if only that it is there: whoever is silent for twice as long is gone. */
const SILENT_MS = 4_000;

/** Reads a stream to its end. An EventSource would not tell of comments, and these are the beats. */
async function read(project: string, response: Response, onBeat: () => void, listener: Listener) {
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event !== "signal") return;
      const signal = JSON.parse(data) as Signal;
      keep(project, signal);
      listener.onSignal(signal);
    },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    onBeat();
    parser.feed(part.value);
  }
}

/** One stream for all live data of a project. Returns what closes it. */
export function openLive(project: string, listener: Listener): () => void {
  let current: AbortController | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const listen = async () => {
    const own = new AbortController();
    current = own;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const onBeat = () => {
      clearTimeout(silence);
      silence = setTimeout(() => own.abort(), SILENT_MS);
    };
    onBeat();
    try {
      const response = await fetch(BASE + path`/projects/${project}/live`, {
        headers: { Accept: "text/event-stream" },
        cache: "no-store",
        signal: own.signal,
      });
      if (response.ok) {
        listener.onOpen();
        await read(project, response, onBeat, listener);
      }
    } catch {
      // However it ended, it is opened anew below.
    }
    clearTimeout(silence);
    if (current !== own) return;
    listener.onLost();
    retry = setTimeout(listen, RETRY_MS);
  };
  const stop = () => {
    clearTimeout(retry);
    const last = current;
    current = undefined;
    last?.abort();
  };
  // The browser often knows before the silence is long enough.
  const onOffline = () => {
    stop();
    listener.onLost();
  };
  const onOnline = () => {
    stop();
    listen();
  };
  listen();
  window.addEventListener("offline", onOffline);
  window.addEventListener("online", onOnline);
  return () => {
    window.removeEventListener("offline", onOffline);
    window.removeEventListener("online", onOnline);
    stop();
  };
}
