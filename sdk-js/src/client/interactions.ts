/** Of so many interactions one slow one is passed over, as in the definition of Interaction to Next Paint. */
const PER_OUTLIER = 50;
const MOST_KEPT = 10;

/** How long the page took to answer interactions. */
export class Interactions {
  /** Milliseconds by interaction, the slowest first. */
  #slowest: [id: number, duration: number][] = [];
  readonly #ids = new Set<number>();

  /** An event that belongs to an interaction took so long until the next paint. */
  took(id: number, duration: number): void {
    if (this.#ids.size < MOST_KEPT * PER_OUTLIER) {
      this.#ids.add(id);
    }
    const known = this.#slowest.find(([each]) => each === id);
    if (known === undefined) {
      this.#slowest.push([id, duration]);
    } else {
      known[1] = Math.max(known[1], duration);
    }
    this.#slowest.sort(([, one], [, other]) => other - one);
    this.#slowest.length = Math.min(this.#slowest.length, MOST_KEPT);
  }

  /** Interaction to Next Paint so far, 0 where nothing took long enough to be told of. */
  get slow(): number {
    const outliers = Math.floor(this.#ids.size / PER_OUTLIER);
    return this.#slowest[Math.min(outliers, this.#slowest.length - 1)]?.[1] ?? 0;
  }
}
