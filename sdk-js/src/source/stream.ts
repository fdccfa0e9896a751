import type { Platform } from "../platform/platform.js";
import { EventStreamParser } from "../wire/event-stream-parser.js";
import { isJsonObject, member, parseJson } from "../wire/json.js";
import type { ServerSentEvent } from "../wire/server-sent-event.js";
import type { Holder } from "./holder.js";
import { endpoint, type SourceConfig } from "./source-config.js";

const MOST_BYTES = 16 * 1024 * 1024;
const MOST_GOODBYE_MS = 60_000;
/** So many times in a row the whole ruleset is fetched instead of a change; then the stream is given up. */
const MOST_FETCHES = 3;

/** The server refuses the key: there is no point in asking again. */
export class RefusedError extends Error {
  constructor(status: number) {
    super(
      `The server refuses the SDK key (${status}); evaluations serve what is known, else fallbacks. ` +
        "Create a server key for this environment and start again with it.",
    );
  }
}

/** The server does not take connections now. */
export class UnavailableError extends Error {
  constructor(
    status: number,
    /** For how long it wants to be left alone, in milliseconds. */
    readonly retryAfter: number,
  ) {
    super(`the server answered ${status}`);
  }
}

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
  const { platform, config } = following;
  const dead = new AbortController();
  const signal = AbortSignal.any([following.closing, dead.signal]);
  let callOff = platform.after(config.timing.answer, () => dead.abort(new Error("no answer")));
  try {
    const response = await open(following, signal);
    const reader = response.getReader();
    const events: ServerSentEvent[] = [];
    let commented = false;
    const parser = new EventStreamParser(
      (event) => events.push(event),
      () => {
        commented = true;
      },
      MOST_BYTES,
    );
    const handler = new EventHandler(following);
    while (true) {
      callOff();
      callOff = platform.after(config.timing.silence, () =>
        dead.abort(new Error(`silent for ${config.timing.silence} ms`)),
      );
      const { value, done } = await reader.read();
      callOff(); // what is fetched on the way is not the stream's silence
      if (done) {
        throw new Error("the server ended the stream");
      }
      parser.feed(value);
      for (const event of events.splice(0)) {
        await handler.handle(event);
        if (handler.goodbye !== null) {
          return handler.goodbye;
        }
      }
      if (commented && following.holder.whole !== null) {
        following.onCurrent(); // a server that has nothing newer says so by a comment
      }
      commented = false;
    }
  } catch (error) {
    throw dead.signal.aborted ? dead.signal.reason : error;
  } finally {
    callOff();
    dead.abort();
  }
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
    const seconds = Number(response.headers.get("Retry-After") ?? 0);
    throw new UnavailableError(response.status, Math.min(300, seconds || 0) * 1000);
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
