import { Murmur3 } from "./murmur3.js";

const SEED_HIGH = 0x46697273;
const SEED_LOW = 0x746c6967;

/**
 * The name a unit has in telemetry, so that the unit itself never leaves the application: the same
 * unit has another one in every release.
 *
 * @returns 16 lower-case hexadecimal digits
 */
export function unitHash(release: string, unit: string): string {
  const text = `${release}:${unit}`;
  return hex(Murmur3.hash(text, SEED_HIGH)) + hex(Murmur3.hash(text, SEED_LOW));
}

/** The two halves of the 64-bit hashes of units within one release or one segment, 0 to 2^32 − 1 each. */
export class UnitHasher {
  readonly #high: Murmur3;
  readonly #low: Murmur3;

  constructor(scope: string) {
    this.#high = Murmur3.after(`${scope}:`, SEED_HIGH);
    this.#low = Murmur3.after(`${scope}:`, SEED_LOW);
  }

  high(unit: string): number {
    return this.#high.hash(unit);
  }

  low(unit: string): number {
    return this.#low.hash(unit);
  }
}

function hex(hash: number): string {
  return hash.toString(16).padStart(8, "0");
}
