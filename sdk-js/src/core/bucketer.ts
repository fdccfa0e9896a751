import { BUCKETS, partOf } from "./bucketing.js";
import { Murmur3 } from "./murmur3.js";

/** Places units in the buckets of one salt: 0 to 99,999. */
export type Bucketer = (unit: string) => number;

/** The bucketer of the hash that splits have where they name none. */
export function bucketer(salt: string): Bucketer {
  const salted = Murmur3.after(`${salt}:`, 0);
  return (unit) => partOf(salted.hash(unit), BUCKETS);
}
