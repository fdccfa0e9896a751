import { unitHash } from "../core/unit-hash.js";
import type { Exposures, Outcomes } from "../wire/telemetry-batch.js";
import type { Measured } from "./measured.js";
import type { Entry } from "./unit-log.js";
import { bytesOf, isKey, LARGEST_VALUE, MOST_COUNT } from "./wire-text.js";

/** What a server takes in one batch, and a batch's share of bytes. */
const MOST_GROUPS = 1_000;
const MOST_STAGE = 1_000;
const MOST_BYTES = 380_000;

/** What a unit is of a batch at most, with a value and a count, and what a group is without its names. */
const UNIT_BYTES = 60;
const EXPOSED_BYTES = 20;
const GROUP_BYTES = 120;

/** What is to be reported of units, as a batch has it: by release and arm, and by release and metric; no more than a server takes. */
export class UnitGroups {
  readonly #exposures = new Map<string, Exposures & { units: string[] }>();
  readonly #outcomes = new Map<string, Group>();
  #room = MOST_BYTES;
  /** How many there is no server for. */
  dropped = 0;

  get exposures(): Exposures[] {
    return [...this.#exposures.values()];
  }

  get outcomes(): Outcomes[] {
    return [...this.#outcomes.values()];
  }

  /** Takes what is to be reported of one unit; false where there may be no room for it. */
  take({ assignment, metric, measured }: Entry): boolean {
    const { release, stage, region, arm } = assignment;
    const isSound =
      metric === null ? stage <= MOST_STAGE && isKey(region) : isKey(metric) && isOne(measured);
    if (!isKey(release) || !isSound) {
      this.dropped++;
      return true;
    }
    const names = bytesOf([release, metric ?? region]);
    const isFull = Math.max(this.#exposures.size, this.#outcomes.size) >= MOST_GROUPS;
    if (isFull || this.#room < UNIT_BYTES + GROUP_BYTES + names) {
      return false;
    }
    const unit = unitHash(release, assignment.unit);
    const before = this.#exposures.size + this.#outcomes.size;
    if (metric === null) {
      const key = JSON.stringify([release, stage, region, arm]);
      const made = () => ({ release, stage, region, arm, units: [] });
      found(this.#exposures, key, made).units.push(unit);
    } else {
      const valued = measured.mean !== null;
      const key = JSON.stringify([release, metric, valued]);
      found(this.#outcomes, key, () => new Group(release, metric, valued)).add(unit, measured);
    }
    const isNew = this.#exposures.size + this.#outcomes.size > before;
    this.#room -= metric === null ? EXPOSED_BYTES : UNIT_BYTES;
    this.#room -= isNew ? GROUP_BYTES + names : 0;
    return true;
  }
}

function isOne({ mean }: Measured): boolean {
  return Math.abs(mean ?? 0) <= LARGEST_VALUE;
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
    this.counts.push(Math.min(count, MOST_COUNT));
  }
}

function found<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
