/**
 * Remembers what was seen lately, in bounded memory. Two generations: when the younger is full it becomes the elder,
 * and what is not asked for again is forgotten with it.
 */
export class RecentSet {
  readonly #half: number;
  #young = new Set<string>();
  #old = new Set<string>();

  constructor(capacity: number) {
    this.#half = Math.max(1, Math.floor(capacity / 2));
  }

  /** True where it was not remembered; it is from now on. */
  add(element: string): boolean {
    if (this.#young.has(element)) {
      return false;
    }
    const known = this.#old.has(element);
    this.#young.add(element);
    if (this.#young.size > this.#half) {
      this.#old = this.#young;
      this.#young = new Set();
    }
    return !known;
  }
}
