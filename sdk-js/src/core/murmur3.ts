const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;

const UTF8 = new TextEncoder();
/** Shared by all hashing, which never waits, so nobody else can be using it. */
let scratch = new Uint8Array(1_024);

/**
 * murmur3_x86_32 of the UTF-8 form of a text. A prefix can be hashed once and then continued with
 * many texts. A surrogate that stands alone is hashed as U+FFFD, which is what TextEncoder writes.
 */
export class Murmur3 {
  readonly #h: number;
  /** The prefix's bytes that do not fill a block of four. */
  readonly #tail: Uint8Array;
  readonly #length: number;

  private constructor(h: number, tail: Uint8Array, length: number) {
    this.#h = h;
    this.#tail = tail;
    this.#length = length;
  }

  /** The state after a prefix, to be continued by {@link hash}. */
  static after(prefix: string, seed: number): Murmur3 {
    const bytes = UTF8.encode(prefix);
    const blocks = bytes.length & ~3;
    return new Murmur3(mixBlocks(seed | 0, bytes, blocks), bytes.slice(blocks), bytes.length);
  }

  /** The hash of a text, 0 to 2^32 − 1. */
  static hash(text: string, seed: number): number {
    return new Murmur3(seed | 0, new Uint8Array(0), 0).hash(text);
  }

  /** The hash of the prefix and the text, one after the other. */
  hash(text: string): number {
    const kept = this.#tail.length;
    // One UTF-16 unit becomes three bytes at most.
    if (scratch.length < kept + text.length * 3) {
      scratch = new Uint8Array(kept + text.length * 3);
    }
    scratch.set(this.#tail);
    const written = UTF8.encodeInto(text, scratch.subarray(kept)).written;
    const end = kept + written;
    const blocks = end & ~3;
    const h = mixBlocks(this.#h, scratch, blocks);
    return finish(h, scratch, blocks, end, this.#length + written);
  }
}

function mixBlocks(seed: number, bytes: Uint8Array, end: number): number {
  let h = seed;
  for (let i = 0; i < end; i += 4) {
    h ^= scramble(
      at(bytes, i) | (at(bytes, i + 1) << 8) | (at(bytes, i + 2) << 16) | (at(bytes, i + 3) << 24),
    );
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  return h;
}

function finish(h: number, bytes: Uint8Array, from: number, to: number, length: number): number {
  let k = 0;
  for (let i = from; i < to; i++) {
    k |= at(bytes, i) << (8 * (i - from));
  }
  let result = h ^ scramble(k) ^ length;
  result = Math.imul(result ^ (result >>> 16), 0x85ebca6b);
  result = Math.imul(result ^ (result >>> 13), 0xc2b2ae35);
  return (result ^ (result >>> 16)) >>> 0;
}

function scramble(k: number): number {
  const product = Math.imul(k, C1);
  return Math.imul((product << 15) | (product >>> 17), C2);
}

function at(bytes: Uint8Array, i: number): number {
  return bytes[i] as number;
}
