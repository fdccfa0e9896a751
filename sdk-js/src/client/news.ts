import { Listeners } from "./listeners.js";
import type { Status } from "./status.js";

/** Calls once, later; the function returned calls it off. */
export type After = (milliseconds: number, call: () => void) => () => void;

/** Why a client has no values at first. */
export const WAITING = "Waiting for the first values.";

/** What a client's listeners hear of: its status, and the flags that answer otherwise than before. */
export class News {
  readonly #hasValues: () => boolean;
  readonly #statuses = new Listeners<Status>();
  readonly #changes = new Listeners<readonly string[]>();
  readonly #ends = new Listeners<void>();
  readonly #flags = new Map<string, Listeners<string>>();
  #status: Status = { state: "NOT_READY", reason: WAITING };

  constructor(hasValues: () => boolean) {
    this.#hasValues = hasValues;
  }

  status(): Status {
    return this.#status;
  }

  onStatus(listener: (status: Status) => void): () => void {
    return this.#statuses.add(listener);
  }

  onChange(flag: string, listener: (flag: string) => void): () => void {
    const listeners = this.#flags.get(flag) ?? new Listeners<string>();
    this.#flags.set(flag, listeners);
    const remove = listeners.add(listener);
    return () => {
      if (remove() && listeners.isEmpty) {
        this.#flags.delete(flag);
      }
    };
  }

  onChanges(listener: (flags: readonly string[]) => void): () => void {
    return this.#changes.add(listener);
  }

  /** True as soon as there are values; false where there are none in time or at the end, or the server refuses. */
  ready(timeoutMs: number, after: After): Promise<boolean> {
    const settled = () => this.#status.state === "ERROR" || this.#hasValues();
    return new Promise((resolve) => {
      const finish = () => {
        for (const end of ends) {
          end();
        }
        resolve(this.#hasValues());
      };
      const ends = [
        after(timeoutMs, finish),
        this.#statuses.add(() => settled() && finish()),
        this.#ends.add(finish),
      ];
      if (settled()) {
        finish();
      }
    });
  }

  become(state: Status["state"], reason: string): void {
    if (state !== this.#status.state || reason !== this.#status.reason) {
      this.#status = { state, reason };
      this.#statuses.call(this.#status);
    }
  }

  /** These flags answer otherwise now. */
  changed(flags: readonly string[]): void {
    for (const flag of flags) {
      this.#flags.get(flag)?.call(flag);
    }
    this.#changes.call(flags);
  }

  /** Nobody need wait any longer. */
  end(): void {
    this.#ends.call();
  }
}
