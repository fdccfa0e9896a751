import type { Platform } from "../platform/platform.js";
import { parseJson } from "../wire/json.js";
import { isJsonObject, member } from "../wire/json-object.js";
import type { ServerSentEvent } from "../wire/server-sent-event.js";
import { endpoint } from "./endpoint.js";
import { readEvents } from "./event-reading.js";
import { MOST_BYTES } from "./fetches.js";
import type { Holder } from "./holder.js";
import { RefusedError, UnavailableError } from "./refusals.js";
import type { SourceConfig } from "./source-config.js";

const MOST_GOODBYE_MS = 60_000;
/** So many times in a row the whole ruleset is fetched instead of a change; then the stream is given up. */
const MOST_FETCHES = 3;

/** What following one stream needs. */
export interface Following {
  readonly config: SourceConfig;
  readonly platform: Platform;
  readonly holder: Holder;
  readonly closing: AbortSignal;
  onCurrent(): void;
  fetchWhole(): Promise<void>;
}

/**
 * Follows one stream until it ends.
 *
 * @returns after a goodbye, how long to wait before the next, in milliseconds
 * @throws RefusedError, UnavailableError, or another Error where the stream broke
 */
export async function followStream(following: Following): Promise<number> {
  const { platform, config, holder, closing } = following;
  const handler = new EventHandler(following);
  await readEvents({
    platform,
    timing: config.timing,
    closing,
    mostBytes: MOST_BYTES,
    open: (signal) => open(following, signal),
    onEvent: async (event) => {
      await handler.handle(event);
      return handler.goodbye !== null;
    },
    onComment() {
      if (holder.whole !== null) {
        following.onCurrent(); // a server that has nothing newer says so by a comment
      }
    },
  });
  return handler.goodbye ?? 0;
}

async function open(
  { config, platform, holder }: Following,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const headers: Record<string, string> = {
    Authorization: `Bearer ${config.sdkKey}`,
    Accept: "text/event-stream",
  };
  const at = holder.whole;
  if (at !== null) {
    headers["Last-Event-ID"] = `${at.epoch}-${at.revision}`;
  }
  const position = at === null ? "" : `?epoch=${at.epoch}&revision=${at.revision}`;
  const response = await platform.fetch(endpoint(config.url, `/sdk/v1/stream${position}`), {
    headers,
    signal,
  });
  if (response.status === 401 || response.status === 403) {
    throw new RefusedError(response.status);
  }
  if (!response.ok || response.body === null) {
    throw new UnavailableError(response);
  }
  return response.body;
}

class EventHandler {
  readonly #following: Following;
  #fetches = 0;
  goodbye: number | null = null;

  constructor(following: Following) {
    this.#following = following;
  }

  async handle({ type, data }: ServerSentEvent): Promise<void> {
    const { holder, platform, onCurrent } = this.#following;
    if (type === "ruleset") {
      await holder.replace(data);
      onCurrent();
    } else if (type === "change") {
      await this.#change(data);
      onCurrent();
    } else if (type === "goodbye") {
      const node = parseJson(data);
      const within = Number(isJsonObject(node) ? member(node, "reconnectWithinMs") : 0) || 0;
      this.goodbye = platform.random() * Math.min(Math.max(within, 0), MOST_GOODBYE_MS);
    }
  }

  async #change(data: string): Promise<void> {
    if (await this.#following.holder.apply(data)) {
      this.#fetches = 0;
      return;
    }
    if (++this.#fetches > MOST_FETCHES) {
      throw new Error("changes do not fit the ruleset");
    }
    await this.#following.fetchWhole();
  }
}
