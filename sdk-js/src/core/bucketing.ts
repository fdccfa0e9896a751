import { Murmur3 } from "./murmur3.js";

/** How many buckets there are. */
export const BUCKETS = 100_000;

/**
 * The bucket of a unit.
 *
 * @param salt the flag's or split's salt
 * @param unit the unit
 * @returns 0 to 99,999
 */
export function bucket(salt: string, unit: string): number {
  return bucketAfter(salted(salt), unit);
}

/** The hash after a salt, to be continued with many units. */
export function salted(salt: string): Murmur3 {
  return Murmur3.after(`${salt}:`, 0);
}

/** The bucket of a unit, by its salt's hash. */
export function bucketAfter(salt: Murmur3, unit: string): number {
  return Math.floor((salt.hash(unit) * BUCKETS) / 2 ** 32);
}

/**
 * The unit that an attribute's value names: a string as it is, a whole number in decimal.
 *
 * @returns null for anything else, and for numbers too large to be whole in every language
 */
export function unitOf(value: unknown): string | null {
  if (typeof value === "string") {
    return value;
  }
  return Number.isSafeInteger(value) ? String(value) : null;
}
