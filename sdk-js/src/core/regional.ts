import type { Ranges } from "./split-serve.js";

/** The regions of each region group, by its key; made once, since every split may name every group. */
export type RegionGroups = ReadonlyMap<string, ReadonlySet<string>>;

/** What a split serves in some regions: the first entry that names the region, or a group that holds it, counts. */
export class Regional {
  readonly #known: RegionGroups;
  readonly #entries: Ranges[] = [];
  readonly #regions = new Map<string, number>();
  /** Each with the entry that names it first. */
  readonly #groups: { readonly regions: ReadonlySet<string>; readonly entry: number }[] = [];
  readonly #named = new Set<string>();

  constructor(known: RegionGroups) {
    this.#known = known;
  }

  /** Adds the next entry. */
  add(names: readonly string[], ranges: Ranges): void {
    const entry = this.#entries.length;
    for (const name of names) {
      if (this.#named.has(name)) {
        continue;
      }
      this.#named.add(name);
      const regions = this.#known.get(name);
      if (regions === undefined) {
        this.#regions.set(name, entry);
      } else {
        this.#groups.push({ regions, entry });
      }
    }
    this.#entries.push(ranges);
  }

  /** Undefined where no entry holds the region. */
  in(region: string): Ranges | undefined {
    let entry = this.#regions.get(region) ?? this.#entries.length;
    for (const group of this.#groups) {
      if (group.entry >= entry) {
        break;
      }
      if (group.regions.has(region)) {
        entry = group.entry;
      }
    }
    return this.#entries[entry];
  }
}
