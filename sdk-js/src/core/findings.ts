import type { Extra, Extras } from "./extras.js";
import type { Problem } from "./problem.js";
import type { SentenceName } from "./sentence-names.js";
import { NOT_HERE, type Shared } from "./shared.js";

/** So many are enough to begin with; a document may be wrong in a million places. */
const ENOUGH = 50;

/** Collects what is wrong while a flag or a segment is compiled. */
export class Findings {
  readonly #all: Problem[];
  readonly #shared: Shared;
  #count = 0;
  /** The first thing found, as a sentence; null where nothing was. */
  own: string | null = null;
  #inherited: string | null = null;

  /** @param all where everything that is found is added */
  constructor(shared: Shared, all: Problem[]) {
    this.#shared = shared;
    this.#all = all;
  }

  add(pointer: string, detail: string): null {
    this.#shared.extra("sentences"); // else the detail may be less than a sentence
    this.own ??= detail;
    if (this.#count++ < ENOUGH) {
      this.#all.push({ pointer, detail });
    }
    return null;
  }

  /** As {@link add}, with the sentence of a name. */
  say(pointer: string, name: SentenceName, ...values: readonly unknown[]): null {
    return this.#count < ENOUGH ? this.add(pointer, this.#shared.say(name, ...values)) : null;
  }

  /** An extra that the flag or the segment needs; where it is missing neither can be used. */
  extra<K extends Extra>(name: K): Extras[K] {
    const extra = this.#shared.extra(name);
    if (!extra) {
      this.inherit(NOT_HERE);
    }
    return extra;
  }

  /** What is wrong elsewhere and is reported there, but makes this one unusable too. */
  inherit(detail: string): void {
    this.#inherited = detail;
  }

  /** As {@link own}, or else what was inherited. */
  first(): string | null {
    return this.own ?? this.#inherited;
  }
}
