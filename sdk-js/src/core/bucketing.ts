import { Murmur3 } from "./murmur3.js";

/** How many buckets there are. */
export const BUCKETS = 100_000;

/**
 * The bucket of a unit by the hash `murmur3`.
 *
 * @param salt the flag's or split's salt
 * @param unit the unit
 * @returns 0 to 99,999
 */
export function bucket(salt: string, unit: string): number {
  return partOf(Murmur3.hash(`${salt}:${unit}`, 0), BUCKETS);
}

/** Which of so many equal parts of all hashes a hash lies in, from 0. */
export function partOf(hash: number, of: number): number {
  return Math.floor((hash * of) / 2 ** 32);
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
