import type { ServerSentEvent } from "./server-sent-event.js";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = "\uFEFF";
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Reads an event stream as WHATWG HTML describes it, from bytes in pieces of any size. */
export class EventStreamParser {
  readonly #events: (event: ServerSentEvent) => void;
  readonly #comments: (comment: string) => void;
  readonly #maxBytes: number;
  /** The line that has begun, in a buffer that grows: a server may send it byte by byte. */
  #line = new Uint8Array(256);
  #lineBytes = 0;
  #data: string | null = null;
  #type = "";
  #lastEventId = "";
  /** A new id takes force with the next empty line, so that half an event leaves no trace. */
  #nextEventId = "";
  #firstLine = true;
  #afterCarriageReturn = false;

  /**
   * A parser at the start of a stream.
   *
   * @param events is given each event as soon as it is complete
   * @param comments is given each comment; servers send them to show that the stream is alive
   * @param maxBytes how large a line, and an event, may be
   */
  constructor(
    events: (event: ServerSentEvent) => void,
    comments: (comment: string) => void,
    maxBytes: number,
  ) {
    this.#events = events;
    this.#comments = comments;
    this.#maxBytes = maxBytes;
  }

  /**
   * Reads on.
   *
   * @throws RangeError where a line or an event is too large
   */
  feed(bytes: Uint8Array): void {
    let start = 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === LINE_FEED && this.#afterCarriageReturn) {
        start = i + 1; // the second half of CR LF
      } else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
        this.#append(bytes.subarray(start, i));
        start = i + 1;
        this.#endLine();
      }
      this.#afterCarriageReturn = byte === CARRIAGE_RETURN;
    }
    this.#append(bytes.subarray(start));
  }

  #append(piece: Uint8Array): void {
    const length = this.#lineBytes + piece.length;
    if (length + (this.#data?.length ?? 0) > this.#maxBytes) {
      throw new RangeError(`an event is larger than ${this.#maxBytes} bytes`);
    }
    if (length > this.#line.length) {
      const grown = new Uint8Array(2 * length);
      grown.set(this.#line.subarray(0, this.#lineBytes));
      this.#line = grown;
    }
    this.#line.set(piece, this.#lineBytes);
    this.#lineBytes = length;
  }

  #endLine(): void {
    let text = UTF8.decode(this.#line.subarray(0, this.#lineBytes));
    this.#lineBytes = 0;
    if (this.#firstLine && text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    this.#firstLine = false;
    if (text === "") {
      this.#dispatch();
      return;
    }
    const colon = text.indexOf(":");
    const field = colon < 0 ? text : text.substring(0, colon);
    const value = colon < 0 ? "" : text.substring(colon + 1);
    this.#field(field, value.startsWith(" ") ? value.substring(1) : value);
  }

  #field(field: string, value: string): void {
    switch (field) {
      case "event":
        this.#type = value;
        break;
      case "data":
        this.#data = this.#data === null ? value : `${this.#data}\n${value}`;
        break;
      case "id":
        if (!value.includes("\0")) {
          this.#nextEventId = value;
        }
        break;
      case "":
        this.#comments(value);
        break;
      default: // a field that this version does not know
    }
  }

  #dispatch(): void {
    this.#lastEventId = this.#nextEventId;
    const data = this.#data;
    const type = this.#type === "" ? "message" : this.#type;
    this.#data = null;
    this.#type = "";
    if (data !== null) {
      this.#events({ type, data, lastEventId: this.#lastEventId });
    }
  }
}
