import { AttributePath } from "./attribute-path.js";
import { type Bucketer, bucketer } from "./bucketer.js";
import type { CompiledCondition } from "./compiled-condition.js";
import type { Leaf } from "./condition.js";
import type { Extra, Extras } from "./extras.js";
import { type Hash, isUsual } from "./hash.js";
import { leafCondition } from "./leaf-condition.js";
import type { CompileLimits } from "./limits.js";
import type { Match } from "./match.js";
import type { Operator } from "./operator.js";
import type { Problem } from "./problem.js";
import type { RegionGroups } from "./regional.js";
import type { RulesetSpec } from "./ruleset-spec.js";
import type { SegmentCondition } from "./segment-condition.js";
import type { SentenceName } from "./sentence-names.js";

/** Longer lists of values are hardly written twice. */
const MOST_VALUES = 100;

/** What is wrong where an extra is missing. */
export const NOT_HERE = "This cannot be understood here.";

/**
 * What the flags of a ruleset have in common while it is compiled. The same comparison in many
 * flags is one object, so that it stays in the processor's cache.
 */
export class Shared {
  readonly #extras: Extras;
  readonly spec: RulesetSpec;
  readonly limits: CompileLimits;
  /** Made for the first split that differs by region. */
  regionGroups: RegionGroups | null = null;
  /** Those compiled so far. */
  segments: ReadonlyMap<string, SegmentCondition> = new Map();
  /** Which extras were asked for that are not there; without them flags are broken that need not be. */
  readonly missing = new Set<Extra>();
  readonly #paths = new Map<string, AttributePath>();
  readonly #leaves = new Map<string, CompiledCondition>();

  constructor(spec: RulesetSpec, extras: Extras, limits: CompileLimits) {
    this.spec = spec;
    this.#extras = extras;
    this.limits = limits;
  }

  extra<K extends Extra>(name: K): Extras[K] {
    if (!this.#extras[name]) {
      this.missing.add(name);
    }
    return this.#extras[name];
  }

  /** A sentence about what is wrong; always the same one where the words are missing. */
  say(name: SentenceName, ...values: readonly unknown[]): string {
    return this.extra("sentences")?.(name, ...values) ?? NOT_HERE;
  }

  /** What is wrong with a hash and where, the pointer relative to what has it; null where nothing is. */
  hashProblem(hash: Hash): Problem | null {
    if (isUsual(hash)) {
      return null;
    }
    const hashes = this.extra("hashes");
    return hashes ? hashes.problemOf(hash) : { pointer: "", detail: NOT_HERE };
  }

  /** The bucketer of a hash that has no problem. */
  bucketer(hash: Hash, salt: string): Bucketer {
    const hashes = isUsual(hash) ? null : this.#extras.hashes;
    return hashes?.bucketer(hash, salt) ?? bucketer(salt);
  }

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
