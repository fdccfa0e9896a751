import type { Platform } from "../platform/platform.js";
import { EventStreamParser } from "../wire/event-stream-parser.js";
import type { ServerSentEvent } from "../wire/server-sent-event.js";
import type { SourceTiming } from "./source-config.js";

/** So many silences an event may take to arrive: whoever sends it byte by byte sends nothing. */
const MOST_SILENCES = 4;

/** How a stream is read. */
export interface EventReading {
  readonly platform: Pick<Platform, "after" | "now">;
  readonly timing: Pick<SourceTiming, "answer" | "silence">;
  /** Ends it. */
  readonly closing: AbortSignal;
  /** How large an event may be. */
  readonly mostBytes: number;
  open(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  /** True where no more is wanted. */
  onEvent(event: ServerSentEvent): boolean | Promise<boolean>;
  /** The server said by a comment that it is there, after the events before it. */
  onComment(): void;
}

/**
 * Reads a stream until no more is wanted.
 *
 * @throws what opening throws, or an Error where the stream ended, broke or fell silent
 */
export async function readEvents(reading: EventReading): Promise<void> {
  const { platform, timing, closing } = reading;
  const dead = new AbortController();
  const close = () => dead.abort(closing.reason);
  closing.addEventListener("abort", close);
  const within = (milliseconds: number, otherwise: string) =>
    platform.after(milliseconds, () => dead.abort(new Error(otherwise)));
  let callOff = within(timing.answer, "no answer");
  try {
    closing.throwIfAborted();
    const reader = (await reading.open(dead.signal)).getReader();
    const events: ServerSentEvent[] = [];
    let commented = false;
    let whole = platform.now();
    const parser = new EventStreamParser(
      (event) => events.push(event),
      () => {
        commented = true;
      },
      reading.mostBytes,
    );
    while (true) {
      callOff();
      const left = whole + MOST_SILENCES * timing.silence - platform.now();
      callOff = within(Math.min(timing.silence, left), `silent for ${timing.silence} ms`);
      const { value, done } = await reader.read();
      callOff(); // what is fetched on the way is not the stream's silence
      dead.signal.throwIfAborted();
      if (done) {
        throw new Error("the server ended the stream");
      }
      parser.feed(value);
      if (commented || events.length > 0) {
        whole = platform.now();
      }
      for (const event of events.splice(0)) {
        if (await reading.onEvent(event)) {
          return;
        }
      }
      if (commented) {
        reading.onComment();
      }
      commented = false;
    }
  } catch (error) {
    throw dead.signal.aborted ? dead.signal.reason : error;
  } finally {
    callOff();
    closing.removeEventListener("abort", close);
    dead.abort();
  }
}
