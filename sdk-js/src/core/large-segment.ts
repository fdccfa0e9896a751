import { type Large, MAX_COUNT } from "./segment-spec.js";
import { UnitHasher } from "./unit-hash.js";

const BYTES = 8;
/** The hashes that begin with the same 16 bits lie between two entries of an index of a quarter megabyte. */
const INDEX_SHIFT = 16;

/**
 * The keys of one segment in one version, as the sorted 64-bit hashes that travel apart from the
 * ruleset: a million of them take eight megabytes. Immutable.
 *
 * Two keys share a hash once in 2^64 pairs, so that among a million keys one that is not there is
 * taken for one that is with a chance of 1 in 18 million million.
 */
export class LargeSegment {
  /** The segment's key. */
  readonly key: string;
  /** The version the keys belong to. */
  readonly version: number;
  readonly #hasher: UnitHasher;
  // The halves of the hashes, apart: a lookup then needs no BigInt.
  readonly #high: Uint32Array;
  readonly #low: Uint32Array;
  /** Where those begin that begin with each number; binary search from there takes four steps instead of twenty. */
  readonly #index = new Uint32Array((1 << INDEX_SHIFT) + 1);

  /**
   * A segment's keys as the server sends them.
   *
   * @param hashes eight bytes each, the most significant first, ascending as unsigned numbers
   * @throws RangeError where they are not such hashes, or too many
   */
  constructor(key: string, version: number, hashes: Uint8Array) {
    const count = Math.floor(hashes.length / BYTES);
    if (hashes.length % BYTES !== 0 || count > MAX_COUNT) {
      throw new RangeError(
        `${hashes.length} bytes are no list of at most ${MAX_COUNT} hashes of 8 bytes`,
      );
    }
    this.key = key;
    this.version = version;
    this.#hasher = new UnitHasher(key);
    this.#high = new Uint32Array(count);
    this.#low = new Uint32Array(count);
    const view = new DataView(hashes.buffer, hashes.byteOffset, hashes.length);
    let indexed = 0;
    for (let i = 0; i < count; i++) {
      const high = view.getUint32(i * BYTES);
      const low = view.getUint32(i * BYTES + 4);
      if (i > 0 && !this.#isLess(i - 1, high, low)) {
        throw new RangeError(`hash ${i} is not greater than the one before it`);
      }
      this.#high[i] = high;
      this.#low[i] = low;
      while (indexed <= high >>> INDEX_SHIFT) {
        this.#index[indexed++] = i;
      }
    }
    this.#index.fill(count, indexed);
  }

  /** How many keys there are. */
  get count(): number {
    return this.#high.length;
  }

  /** The keys as the server sends them. */
  hashes(): Uint8Array {
    const hashes = new Uint8Array(this.count * BYTES);
    const view = new DataView(hashes.buffer);
    for (let i = 0; i < this.count; i++) {
      view.setUint32(i * BYTES, at(this.#high, i));
      view.setUint32(i * BYTES + 4, at(this.#low, i));
    }
    return hashes;
  }

  /** Whether a targeting key is among the keys. */
  contains(unit: string): boolean {
    const high = this.#hasher.high(unit);
    const first = high >>> INDEX_SHIFT;
    let from = at(this.#index, first);
    const end = at(this.#index, first + 1);
    if (from === end) {
      return false;
    }
    const low = this.#hasher.low(unit);
    let to = end;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#isLess(middle, high, low)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from < end && at(this.#high, from) === high && at(this.#low, from) === low;
  }

  #isLess(i: number, high: number, low: number): boolean {
    const other = at(this.#high, i);
    return other < high || (other === high && at(this.#low, i) < low);
  }
}

function at(numbers: Uint32Array, i: number): number {
  return numbers[i] as number;
}

/** Whether these are the keys that are meant. */
export function describes(large: Large, keys: LargeSegment | null): boolean {
  return keys !== null && keys.version === large.version && keys.count === large.count;
}
