import type { Answer, Position, ReadValues } from "../wire/client-values.js";

/** In characters of JSON: as much as one event may have, and then changes. */
const MOST = 8 * 1024 * 1024;

/** What flags answer one context, at a position that does not go back. */
export class HeldValues {
  #flags = new Map<string, Answer>();
  #size = 0;
  #at: Position | null = null;

  /** Null before the first values. */
  get position(): Position | null {
    return this.#at;
  }

  get flags(): ReadonlyMap<string, Answer> {
    return this.#flags;
  }

  /** Null where nothing is known of the flag. */
  answer(flag: string): Answer | null {
    return this.#flags.get(flag) ?? null;
  }

  /**
   * Takes values in place of all that there were.
   *
   * @param always also where these are older: they are for another context, or the ones before were not the server's
   * @returns the keys of the flags that answer otherwise now
   */
  replace(values: ReadValues, always: boolean): string[] {
    if (!always && this.#isBefore(values)) {
      return [];
    }
    const gone = [...this.#flags.keys()].filter((key) => !values.flags.has(key));
    return this.#take(values, [...values.flags, ...gone.map((key) => [key, null] as const)]);
  }

  /** As {@link replace}, of some flags alone. */
  apply(change: ReadValues): string[] {
    return this.#isBefore(change) ? [] : this.#take(change, change.flags);
  }

  #isBefore({ epoch, revision }: Position): boolean {
    const at = this.#at;
    return at !== null && (epoch < at.epoch || (epoch === at.epoch && revision < at.revision));
  }

  #take(
    { epoch, revision }: Position,
    flags: Iterable<readonly [string, Answer | null]>,
  ): string[] {
    const next = new Map(this.#flags);
    let size = this.#size;
    const changed: string[] = [];
    for (const [key, answer] of flags) {
      const was = JSON.stringify(next.get(key) ?? null);
      const is = JSON.stringify(answer);
      // One that is the same stays the same object: whoever compares by identity sees no change.
      if (was === is) {
        continue;
      }
      changed.push(key);
      size += is.length - was.length;
      if (answer === null) {
        next.delete(key);
      } else {
        next.set(key, answer);
      }
    }
    if (size > MOST) {
      throw new RangeError("the values are too large");
    }
    this.#size = size;
    this.#flags = next;
    this.#at = { epoch, revision };
    return changed;
  }
}
