import type { Status } from "../client/status.js";

/** What is told of a client; OpenFeature's SDK for servers and the one for pages each have their own events. */
export interface Announcements {
  ready(): void;
  stale(reason: string): void;
  fatal(reason: string): void;
  changed(flags: string[]): void;
}

/** What is listened to. */
export interface Announcing {
  onStatus(listener: (status: Status) => void): () => void;
  onChanges(listener: (flags: readonly string[]) => void): () => void;
}

/** Tells what becomes of a client in OpenFeature's words. The start itself is told by OpenFeature's SDK. */
export class Announcer {
  readonly #client: Announcing;
  readonly #tell: Announcements;
  #ends: (() => void)[] = [];

  constructor(client: Announcing, tell: Announcements) {
    this.#client = client;
    this.#tell = tell;
  }

  start(): void {
    this.stop();
    this.#ends = [
      this.#client.onStatus(({ state, reason }) => {
        if (state === "READY") {
          this.#tell.ready();
        } else if (state === "STALE") {
          this.#tell.stale(reason);
        } else if (state === "ERROR") {
          this.#tell.fatal(reason);
        }
      }),
      this.#client.onChanges((flags) => this.#tell.changed([...flags])),
    ];
  }

  stop(): void {
    for (const end of this.#ends.splice(0)) {
      end();
    }
  }
}
