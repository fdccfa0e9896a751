import type { Problem } from "./problem.js";
import type { SentenceName } from "./sentences.js";
import type { Shared } from "./shared.js";

/** So many are enough to begin with; a document may be wrong in a million places. */
const ENOUGH = 50;

/** Collects what is wrong while a flag or a segment is compiled. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly #shared: Shared;
  #inherited: string | null = null;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  add(pointer: string, detail: string): null {
    this.#shared.extra("sentences"); // else the detail may be a mere name
    if (this.problems.length < ENOUGH) {
      this.problems.push({ pointer, detail });
    }
    return null;
  }

  /** As {@link add}, with the sentence of a name. */
  say(pointer: string, name: SentenceName, ...values: readonly unknown[]): null {
    return this.add(pointer, this.#shared.say(name, ...values));
  }

  /** What is wrong elsewhere and is reported there, but makes this one unusable too. */
  inherit(detail: string): void {
    this.#inherited = detail;
  }

  /** The first thing found, as a sentence; null where nothing was. */
  first(): string | null {
    return this.problems[0]?.detail ?? this.#inherited;
  }
}
