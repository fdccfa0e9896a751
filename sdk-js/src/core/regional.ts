import type { RegionalRanges } from "./regional-ranges.js";
import type { Shared } from "./shared.js";
import type { Ranges, RangesByRegion } from "./split-serve.js";

/** The regions of each region group, by its key; made once, since every split may name every group. */
export type RegionGroups = ReadonlyMap<string, ReadonlySet<string>>;

/** What a split serves in some regions: the first entry that names the region, or a group that holds it, counts. */
class Regional {
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

/**
 * Compiles what a split serves in some regions.
 *
 * @param rangesOf compiles an entry's ranges; null where something is wrong with them
 */
export function compileRegions(
  shared: Shared,
  entries: readonly RegionalRanges[],
  rangesOf: (entry: RegionalRanges, i: number) => Ranges | null,
): RangesByRegion {
  shared.regionGroups ??= new Map(
    [...shared.spec.regionGroups].map(([key, all]) => [key, new Set(all)]),
  );
  const regional = new Regional(shared.regionGroups);
  for (const [i, entry] of entries.entries()) {
    const ranges = rangesOf(entry, i);
    if (ranges !== null) {
      regional.add(entry.in, ranges);
    }
  }
  return (context, trace) => {
    const region = context.region;
    const ranges = region === null ? undefined : regional.in(region);
    trace?.region(region, ranges !== undefined);
    return ranges;
  };
}
