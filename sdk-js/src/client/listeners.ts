/** Functions called with each event. What one of them throws is lost: it must not reach an evaluation. */
export class Listeners<T> {
  readonly #listeners = new Set<(event: T) => void>();

  /** The function returned takes the listener away, and answers whether it was there. */
  add(listener: (event: T) => void): () => boolean {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  call(event: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch {
        // The application's own affair.
      }
    }
  }
}
