const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;
const BLOCK_BITS = 32;
const UTF8 = new TextEncoder();

/**
 * murmur3_x86_32 of the UTF-8 form of a text, of ASCII computed without making that form. A prefix can
 * be hashed once and then continued with many texts. A surrogate that stands alone is hashed as
 * U+FFFD, which is what TextEncoder writes.
 */
export class Murmur3 {
  readonly #h: number;
  /** The prefix's bytes that do not fill a block, the first of them lowest, and how many bits they are. */
  readonly #kept: number;
  readonly #bits: number;
  readonly #length: number;

  private constructor(h: number, kept: number, bits: number, length: number) {
    this.#h = h;
    this.#kept = kept;
    this.#bits = bits;
    this.#length = length;
  }

  /** The state after a prefix, to be continued by {@link hash}. */
  static after(prefix: string, seed: number): Murmur3 {
    return new Murmur3(seed | 0, 0, 0, 0).#after(prefix);
  }

  #after(text: string): Murmur3 {
    let h = this.#h;
    let kept = this.#kept;
    let bits = this.#bits;
    const bytes = UTF8.encode(text);
    for (const byte of bytes) {
      kept |= byte << bits;
      bits += 8;
      if (bits === BLOCK_BITS) {
        h = mixed(h, kept);
        kept = 0;
        bits = 0;
      }
    }
    return new Murmur3(h, kept, bits, this.#length + bytes.length);
  }

  /** The hash of a text, 0 to 2^32 − 1. */
  static hash(text: string, seed: number): number {
    return Murmur3.after("", seed).hash(text);
  }

  /** The hash of the prefix and the text, one after the other. */
  hash(text: string): number {
    let h = this.#h;
    let kept = this.#kept;
    let bits = this.#bits;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x80) {
        return this.#after(text).hash("");
      }
      kept |= unit << bits;
      bits += 8;
      if (bits === BLOCK_BITS) {
        h = mixed(h, kept);
        kept = 0;
        bits = 0;
      }
    }
    return finished(h ^ scramble(kept), this.#length + text.length);
  }
}

function mixed(h: number, block: number): number {
  const x = h ^ scramble(block);
  return (Math.imul((x << 13) | (x >>> 19), 5) + 0xe6546b64) | 0;
}

function finished(h: number, length: number): number {
  let result = h ^ length;
  result = Math.imul(result ^ (result >>> 16), 0x85ebca6b);
  result = Math.imul(result ^ (result >>> 13), 0xc2b2ae35);
  return (result ^ (result >>> 16)) >>> 0;
}

function scramble(k: number): number {
  const product = Math.imul(k, C1);
  return Math.imul((product << 15) | (product >>> 17), C2);
}
