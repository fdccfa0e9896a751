/** A hostile ruleset's circle may be as long as the ruleset, and is described once for each thing on it. */
const MOST_NAMED = 20;

/** Things that name one another, put in an order. */
export class References {
  /** All that can be reached without going round in a circle, what is named before what names it. */
  readonly order: readonly string[];
  /** Those on a cycle and those that lead into one. */
  readonly cyclic: ReadonlySet<string>;

  private constructor(order: readonly string[], cyclic: ReadonlySet<string>) {
    this.order = order;
    this.cyclic = cyclic;
  }

  /** Kahn's algorithm; names of things that are not there are passed over. */
  static of(named: ReadonlyMap<string, ReadonlySet<string>>): References {
    const missing = new Map<string, number>();
    const namedBy = new Map<string, string[]>();
    const order: string[] = [];
    for (const [key, references] of named) {
      const there = [...references].filter((reference) => named.has(reference));
      for (const reference of there) {
        const names = namedBy.get(reference) ?? [];
        names.push(key);
        namedBy.set(reference, names);
      }
      missing.set(key, there.length);
      if (there.length === 0) {
        order.push(key);
      }
    }
    // What is ready is appended while the list is being walked.
    for (const key of order) {
      for (const next of namedBy.get(key) ?? []) {
        const left = (missing.get(next) ?? 0) - 1;
        missing.set(next, left);
        if (left === 0) {
          order.push(next);
        }
      }
    }
    const cyclic = new Set(named.keys());
    for (const key of order) {
      cyclic.delete(key);
    }
    return new References(order, cyclic);
  }

  /** The way from a cyclic thing round the cycle it leads into, such as `a → b → a`; of a long one, its start. */
  cycleFrom(key: string, named: ReadonlyMap<string, ReadonlySet<string>>): string {
    const way = new Set<string>();
    let at = key;
    while (way.size < MOST_NAMED && !way.has(at)) {
      way.add(at);
      at = [...(named.get(at) ?? [])].find((name) => this.cyclic.has(name)) ?? key;
    }
    return `${[...way].join(" → ")} → ${way.has(at) ? at : "…"}`;
  }
}
