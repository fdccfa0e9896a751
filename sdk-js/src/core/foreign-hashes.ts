import type { Bucketer } from "./bucketer.js";
import { BUCKETS, partOf } from "./bucketing.js";
import type { ForeignHashes } from "./extras.js";
import type { Hash } from "./hash.js";
import { hashProblem } from "./hash-check.js";
import { Murmur3 } from "./murmur3.js";
import { sha1First60Bits } from "./sha1.js";

/** The hashes of other systems. */
export const FOREIGN_HASHES: ForeignHashes = { problemOf: hashProblem, bucketer };

/** The bucketer of a hash of another system's that has no problem. */
function bucketer(hash: Hash, salt: string): Bucketer {
  const { of } = hash;
  switch (hash.name) {
    case "unleash": {
      const salted = Murmur3.after(`${salt}:`, hash.seed);
      return (unit) => spread(salted.hash(unit) % of, of);
    }
    case "launchdarkly":
      return (unit) => ofSixtyBits(sha1First60Bits(`${salt}.${unit}`));
    case "growthbook-1":
      return (unit) => (fnv1a(fnv1a(FNV_BASIS, unit), salt) % 1_000) * 100;
    case "growthbook-2": {
      const salted = fnv1a(FNV_BASIS, salt);
      return (unit) => (fnv1a(FNV_BASIS, String(fnv1a(salted, unit))) % 10_000) * 10;
    }
    default: {
      const salted = Murmur3.after(salt, 0); // flagd
      return (unit) => spread(partOf(salted.hash(unit), of), of);
    }
  }
}

/** The first bucket of a part, so that whole parts lie on either side of any boundary between them. */
function spread(part: number, of: number): number {
  return Math.ceil((part * BUCKETS) / of);
}

const FNV_BASIS = 0x811c9dc5;

/** FNV-1a over UTF-16 code units, as GrowthBook's JavaScript has it. */
function fnv1a(state: number, text: string): number {
  let h = state;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  return h >>> 0;
}

const HALF = 2 ** 30;

/** `floor(h * 100000 / (2^60 − 1))`, exactly; the highest h is in the last bucket. */
function ofSixtyBits([high30, low30]: readonly [number, number]): number {
  const low = low30 * BUCKETS;
  const high = high30 * BUCKETS + Math.floor(low / HALF);
  const bucket = Math.floor(high / HALF);
  const next = high % HALF === HALF - 1 && (low % HALF) + bucket + 1 > HALF - 1;
  return Math.min(next ? bucket + 1 : bucket, BUCKETS - 1);
}
