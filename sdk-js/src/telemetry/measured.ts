/** How often something happened, or what was measured on the average. */
export class Measured {
  #count = 0;
  #mean: number | null = null;

  /** @param value a finite number, null where something just happened */
  add(value: number | null): void {
    const before = this.#count++;
    if (value !== null) {
      // Not by a sum, which two large values would take beyond all numbers.
      this.#mean = (this.#mean ?? 0) * (before / this.#count) + value / this.#count;
    }
  }

  /** From 1. */
  get count(): number {
    return this.#count;
  }

  /** Null where nothing was measured. */
  get mean(): number | null {
    return this.#mean;
  }
}
