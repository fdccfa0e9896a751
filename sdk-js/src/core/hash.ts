/**
 * How a unit becomes a bucket: our own way, or that of another system, so that a flag taken over
 * from it moves nobody. A result of `of` equal parts is spread over our 100,000 buckets such that a
 * boundary at `c` parts is one at `ceil(c * 100000 / of)` buckets.
 */
export interface Hash {
  /** One of `HASHES`, or one this version does not know; its flag then answers `PARSE_ERROR`. */
  readonly name: string;
  /** 0 to 2^32 − 1; only `unleash` takes another than 0. */
  readonly seed: number;
  /**
   * How many parts the other system divides its units into, 1 to 100,000; only `unleash` and `flagd`
   * take another than 100.
   */
  readonly of: number;
}

/** How many parts there are where nothing is said. */
export const PERCENT = 100;

/** What a split has when it names none. */
export const MURMUR3: Hash = { name: "murmur3", seed: 0, of: PERCENT };

/** Whether it is the one that splits have where they name none, as it is. */
export function isUsual({ name, seed, of }: Hash): boolean {
  return name === MURMUR3.name && seed === MURMUR3.seed && of === MURMUR3.of;
}
