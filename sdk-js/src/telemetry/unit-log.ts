import type { Assignment } from "../core/assignment.js";
import { Measured } from "./measured.js";
import { RecentSet } from "./recent-set.js";

const CAPACITY = 100_000;

/** What is to be reported of one unit. */
export interface Entry {
  readonly assignment: Assignment;
  /** Null stands for the exposure itself. */
  readonly metric: string | null;
  readonly measured: Measured;
}

/**
 * Which units were exposed, each once per release, and what happened to them or was measured of them since it was last
 * reported; in bounded memory.
 */
export class UnitLog {
  readonly #seen = new RecentSet(CAPACITY);
  #pending = new Map<string, Entry>();
  #dropped = 0;

  exposed(assignment: Assignment): void {
    const { release, unit } = assignment;
    if (this.#seen.add(JSON.stringify([release, unit]))) {
      this.#add(assignment, null, null);
    }
  }

  /** @param value what was measured, null where something just happened */
  happened(assignment: Assignment, metric: string, value: number | null): void {
    this.exposed(assignment);
    this.#add(assignment, metric, value);
  }

  #add(assignment: Assignment, metric: string | null, value: number | null): void {
    const { release, unit } = assignment;
    const key = JSON.stringify([release, metric, value === null, unit]);
    let entry = this.#pending.get(key);
    if (entry === undefined) {
      if (this.#pending.size >= CAPACITY) {
        this.#dropped++;
        return;
      }
      entry = { assignment, metric, measured: new Measured() };
      this.#pending.set(key, entry);
    }
    entry.measured.add(value);
  }

  get isEmpty(): boolean {
    return this.#pending.size === 0;
  }

  /** How many were lost for want of room since the last time. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  /** How many there are to report. */
  get size(): number {
    return this.#pending.size;
  }

  /**
   * Takes out the oldest first, for as long as somebody takes them; an exposure never comes later than an outcome of the
   * same unit.
   */
  take(taken: (entry: Entry) => boolean): void {
    for (const [key, entry] of this.#pending) {
      if (!taken(entry)) {
        return;
      }
      this.#pending.delete(key);
    }
  }
}
