import type { Assignment } from "../core/assignment.js";
import { unitHash } from "../core/unit-hash.js";
import type { Exposures, Outcomes } from "../wire/telemetry-batch.js";
import { Measured } from "./measured.js";
import { RecentSet } from "./recent-set.js";

const CAPACITY = 100_000;

interface Entry {
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
  drainDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  /** What is to be reported, taken out; an exposure never comes later than an outcome of the same unit. */
  drain(most: number): { exposures: Exposures[]; outcomes: Outcomes[] } {
    const exposures = new Map<string, Exposures & { units: string[] }>();
    const outcomes = new Map<string, Group>();
    let left = most;
    for (const [at, { assignment, metric, measured }] of this.#pending) {
      if (left-- === 0) {
        break;
      }
      this.#pending.delete(at);
      const { release, stage, region, arm } = assignment;
      const unit = unitHash(release, assignment.unit);
      if (metric === null) {
        const key = JSON.stringify([release, stage, region, arm]);
        entry(exposures, key, () => ({ release, stage, region, arm, units: [] })).units.push(unit);
      } else {
        const valued = measured.mean !== null;
        const key = JSON.stringify([release, metric, valued]);
        entry(outcomes, key, () => new Group(release, metric, valued)).add(unit, measured);
      }
    }
    return { exposures: [...exposures.values()], outcomes: [...outcomes.values()] };
  }
}

/** Outcomes of one release and one metric. */
class Group implements Outcomes {
  readonly units: string[] = [];
  readonly values: number[] | null;
  readonly counts: number[] = [];

  constructor(
    readonly release: string,
    readonly metric: string,
    valued: boolean,
  ) {
    this.values = valued ? [] : null;
  }

  add(unit: string, { mean, count }: Measured): void {
    this.units.push(unit);
    this.values?.push(mean ?? 0);
    this.counts.push(count);
  }
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
