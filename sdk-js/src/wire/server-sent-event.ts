/** One event of an event stream. */
export interface ServerSentEvent {
  /** `message` where the stream names none. */
  readonly type: string;
  /** The lines of data, joined by line feeds. */
  readonly data: string;
  /** The id in force, empty where there has been none. */
  readonly lastEventId: string;
}
