import { shortened } from "./names.js";

/** So much of a cycle is shown; a ruleset of nothing but one cycle would have very long sentences otherwise. */
const SHOWN = 10;

/** Things that name one another, put in an order. */
export class References {
  /** All that can be reached without going round in a circle, what is named before what names it. */
  readonly order: readonly string[];
  /** Those on a cycle and those that lead into one, each with the first it names that is one too. */
  readonly cyclic: ReadonlyMap<string, string>;

  private constructor(order: readonly string[], cyclic: ReadonlyMap<string, string>) {
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
    const left = new Set(named.keys());
    for (const key of order) {
      left.delete(key);
    }
    const cyclic = new Map<string, string>();
    for (const key of left) {
      cyclic.set(key, firstOf(named.get(key), left) ?? key);
    }
    return new References(order, cyclic);
  }

  /** The way from a cyclic thing round the cycle it leads into, such as `a → b → a`. */
  cycleFrom(key: string): string {
    const way = new Set<string>();
    let at = key;
    while (way.size < SHOWN && !way.has(at)) {
      way.add(at);
      at = this.cyclic.get(at) ?? key;
    }
    const last = way.has(at) ? shortened(at) : "…";
    return `${[...way].map(shortened).join(" → ")} → ${last}`;
  }
}

function firstOf(names: Iterable<string> = [], among: ReadonlySet<string>): string | null {
  for (const name of names) {
    if (among.has(name)) {
      return name;
    }
  }
  return null;
}
