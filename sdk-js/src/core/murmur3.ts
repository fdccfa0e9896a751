const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;
const BLOCK_BITS = 32;
const REPLACEMENT = 0xfffd;

/**
 * murmur3_x86_32 of the UTF-8 form of a text, computed without making that form. A prefix can be
 * hashed once and then continued with many texts. A surrogate that stands alone is hashed as
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
    let h = seed | 0;
    let kept = 0;
    let bits = 0;
    let length = 0;
    for (const byte of new TextEncoder().encode(prefix)) {
      kept |= byte << bits;
      bits += 8;
      length++;
      if (bits === BLOCK_BITS) {
        h = mixed(h, kept);
        kept = 0;
        bits = 0;
      }
    }
    return new Murmur3(h, kept, bits, length);
  }

  /** The hash of a text, 0 to 2^32 − 1. */
  static hash(text: string, seed: number): number {
    return new Murmur3(seed | 0, 0, 0, 0).hash(text);
  }

  /** The hash of the prefix and the text, one after the other. */
  hash(text: string): number {
    let h = this.#h;
    let kept = this.#kept;
    let bits = this.#bits;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x80) {
        return Murmur3.#continue(h, kept, bits, this.#length + i, text, i);
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

  /** From the first character on that is not one byte. */
  static #continue(
    h: number,
    kept: number,
    bits: number,
    length: number,
    text: string,
    from: number,
  ): number {
    let state = h;
    let bytes = kept;
    let filled = bits;
    let written = length;
    for (let i = from; i < text.length; ) {
      const point = text.codePointAt(i) ?? 0;
      i += point > 0xffff ? 2 : 1;
      const whole = point >= 0xd800 && point <= 0xdfff ? REPLACEMENT : point;
      const count = whole < 0x80 ? 1 : whole < 0x800 ? 2 : whole < 0x10000 ? 3 : 4;
      for (let k = 0; k < count; k++) {
        bytes |= utf8(whole, count, k) << filled;
        filled += 8;
        if (filled === BLOCK_BITS) {
          state = mixed(state, bytes);
          bytes = 0;
          filled = 0;
        }
      }
      written += count;
    }
    return finished(state ^ scramble(bytes), written);
  }
}

/** Byte k of the so many that a code point has. */
function utf8(point: number, count: number, k: number): number {
  const part = point >>> (6 * (count - 1 - k));
  if (k > 0) {
    return 0x80 | (part & 0x3f);
  }
  return count === 1 ? part : ((0xf00 >>> count) & 0xff) | part;
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
