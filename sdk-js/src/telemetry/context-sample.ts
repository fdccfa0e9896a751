import { Context, TARGETING_KEY } from "../core/context.js";
import { KeyedHash, RANKS } from "../core/keyed-hash.js";
import type { Platform } from "../platform/platform.js";
import { writeSampled } from "../wire/sampled-json.js";
import { readSampling } from "../wire/sampling-json.js";
import type { SamplingRules } from "../wire/sampling-rules.js";
import type { Sampled } from "../wire/telemetry-batch.js";
import { Disclosure } from "./disclosure.js";
import { bytesOf } from "./wire-text.js";

/** So many at a time. */
const MOST = 100;
/** A batch's share of bytes. */
const MOST_BYTES = 140_000;
const MOST_KNOWN = 20_000;
const FORGOTTEN = 60 * 60 * 1000;

/**
 * Some of the contexts that ask: one of each unit, those of the lowest rank, and a unit again only
 * after an hour. All instances prefer the same units, so that what they send together is a sample of
 * all units, uniform whatever instance a unit asks and however often. Nothing is looked at before
 * the server has said by which rules.
 */
export class ContextSample {
  readonly #hidden: readonly string[];
  readonly #platform: Platform;
  /** The ranks of units that wait or were sent lately. */
  readonly #known = new Set<number>();
  #waiting = new Map<number, Context>();
  /** Units of this rank, or a higher one, have no chance. */
  #limit = RANKS;
  #rules: SamplingRules | null = null;
  /** Null while the server wants no contexts. */
  #hash: KeyedHash | null = null;
  #forgetAt: number;

  /** @param hidden attributes that it never tells of */
  constructor(hidden: readonly string[], platform: Platform) {
    this.#hidden = hidden;
    this.#platform = platform;
    this.#forgetAt = platform.now() + FORGOTTEN;
  }

  /** Considers a context. Cheap for nearly all of them: a hash of the targeting key, and a comparison. */
  seen(context: Context): void {
    const unit = this.#hash === null ? null : context.targetingKey;
    if (this.#hash === null || unit === null) {
      return;
    }
    const rank = this.#hash.rank(unit);
    if (rank < this.#limit && !this.#known.has(rank)) {
      this.#add(rank, context);
    }
  }

  #add(rank: number, context: Context): void {
    const below = this.#rules?.below.get(context.region ?? "") ?? RANKS;
    if (rank >= below) {
      return;
    }
    this.#known.add(rank);
    // The application may change its object before the next batch is written.
    this.#waiting.set(rank, Context.of(Object.fromEntries(context.asMap())));
    if (this.#waiting.size > MOST) {
      const highest = Math.max(...this.#waiting.keys());
      this.#waiting.delete(highest);
      this.#known.delete(highest);
    }
    if (this.#waiting.size === MOST) {
      this.#limit = Math.max(...this.#waiting.keys());
    }
  }

  /** The server answered telemetry, perhaps with other rules. */
  heard(answer: string): void {
    this.follow(readSampling(answer));
  }

  /** From now on by these rules; null where no contexts are wanted. */
  follow(next: SamplingRules | null): void {
    const same = next !== null && next.version === this.#rules?.version;
    this.#rules = next;
    if (same) {
      return;
    }
    this.#waiting.clear();
    this.#known.clear();
    this.#limit = RANKS;
    // A targeting key that is private has no unit that could be told from others.
    const none = next === null || this.#hidden.includes(TARGETING_KEY);
    this.#hash = none ? null : new KeyedHash(next.key, this.#platform.sha256);
  }

  /** The version of the rules that are followed, 0 while there are none. */
  get version(): number {
    return this.#rules?.version ?? 0;
  }

  /** What waits, taken out. */
  drain(): Sampled[] {
    if (this.#hash === null || this.#rules === null) {
      return [];
    }
    const disclosure = new Disclosure(this.#hash, this.#rules.clear, this.#hidden);
    const taken = [...this.#waiting].sort(([one], [other]) => one - other);
    this.#waiting.clear();
    this.#limit = RANKS;
    if (this.#platform.now() > this.#forgetAt || this.#known.size > MOST_KNOWN) {
      this.#known.clear();
      this.#forgetAt = this.#platform.now() + FORGOTTEN;
    }
    const sampled: Sampled[] = [];
    let room = MOST_BYTES;
    for (const [rank, context] of taken) {
      const told = disclosure.of(context);
      const bytes = bytesOf(writeSampled(told));
      if (bytes <= room) {
        room -= bytes;
        sampled.push(told);
      } else {
        this.#known.delete(rank); // it may come again
      }
    }
    return sampled;
  }
}
