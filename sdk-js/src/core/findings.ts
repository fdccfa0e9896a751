import type { Problem } from "./problem.js";

/** So many are enough to begin with; a document may be wrong in a million places. */
const ENOUGH = 50;

/** Collects what is wrong while a flag or a segment is compiled. */
export class Findings {
  readonly problems: Problem[] = [];
  #inherited: string | null = null;

  add(pointer: string, detail: string): null {
    if (this.problems.length < ENOUGH) {
      this.problems.push({ pointer, detail });
    }
    return null;
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
