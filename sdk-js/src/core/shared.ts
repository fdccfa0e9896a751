import { AttributePath } from "./attribute-path.js";
import type { CompiledCondition } from "./compiled-condition.js";
import type { Leaf } from "./condition.js";
import { leafCondition } from "./leaf-condition.js";
import type { Match } from "./match.js";
import type { Operator } from "./operator.js";

/** Longer lists of values are hardly written twice. */
const MOST_VALUES = 100;

/**
 * What the flags of a ruleset have in common while it is compiled. The same comparison in many
 * flags is one object, so that it stays in the processor's cache.
 */
export class Shared {
  readonly #paths = new Map<string, AttributePath>();
  readonly #leaves = new Map<string, CompiledCondition>();

  path(attribute: string): AttributePath {
    return found(this.#paths, attribute, () => new AttributePath(attribute));
  }

  leaf(leaf: Leaf, operator: Operator, match: Match): CompiledCondition {
    const make = () => leafCondition(leaf, this.path(leaf.attribute), operator, match);
    return leaf.values.length > MOST_VALUES ? make() : found(this.#leaves, keyOf(leaf), make);
  }
}

function keyOf({ attribute, op, values, ignoreCase, every }: Leaf): string {
  const typed = values.map((value) => [typeof value, String(value)]);
  return JSON.stringify([attribute, op, ignoreCase, every, typed]);
}

function found<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
