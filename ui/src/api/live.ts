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

const RETRY_MS = 2_000;

/** One stream for all live data of a project. Returns what closes it. */
export function openLive(project: string, listener: Listener): () => void {
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const open = () => {
    source = new EventSource(path`/api/v1/projects/${project}/live`);
    source.onopen = () => listener.onOpen();
    source.addEventListener("signal", (event) => listener.onSignal(JSON.parse(event.data)));
    source.onerror = () => {
      if (closed) return;
      listener.onLost();
      // The browser gives up for good after an answer that is no stream, for example a proxy's 502.
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
    };
  };
  open();
  return () => {
    closed = true;
    clearTimeout(retry);
    source.close();
  };
}
