import { Murmur3 } from "./murmur3.js";

/** One more than the highest rank. */
export const RANKS = 2 ** 32;

const BLOCK = 64;
const KEPT_DIGITS = 16;
const UTF8 = new TextEncoder();

/** SHA-256 of some bytes, as 64 lower-case hexadecimal digits. */
type Sha256 = (bytes: Uint8Array) => string;

/**
 * Stands in for values that must not leave an application in clear: equal values of one attribute
 * have equal hashes, and who has not the key cannot even test a guess. HMAC-SHA-256, of which the
 * first 64 bits are kept.
 */
export class KeyedHash {
  readonly #inner: Uint8Array;
  readonly #outer: Uint8Array;
  readonly #seed: number;
  readonly #sha256: Sha256;

  /** @param key 16 to 64 characters of ASCII */
  constructor(key: string, sha256: Sha256) {
    this.#sha256 = sha256;
    this.#inner = padded(key, 0x36);
    this.#outer = padded(key, 0x5c);
    this.#seed = Number.parseInt(this.of("rank", "").slice(0, 8), 16);
  }

  /**
   * The hash of an attribute's value.
   *
   * @param attribute the attribute's name: the same value in another attribute has another hash
   * @param value no two of different types have the same hash
   * @returns 16 lower-case hexadecimal digits
   */
  of(attribute: string, value: string | number | boolean): string {
    const name = UTF8.encode(`${attribute}\0`);
    const within = this.#sha256(joined(this.#inner, name, bytesOf(value)));
    const digest = Uint8Array.from(within.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    return this.#sha256(joined(this.#outer, digest)).slice(0, KEPT_DIGITS);
  }

  /**
   * A unit's place among all units, for samples that are the same wherever they are drawn: the so
   * many of the lowest rank. It is a cheap hash, and says nothing of the unit to who has not the key.
   *
   * @returns 0 to 2^32 − 1
   */
  rank(unit: string): number {
    return Murmur3.hash(unit, this.#seed);
  }
}

function padded(key: string, pad: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  block.set(UTF8.encode(key));
  return block.map((byte) => byte ^ pad);
}

function bytesOf(value: string | number | boolean): Uint8Array {
  if (typeof value === "boolean") {
    return Uint8Array.of(0x62, value ? 1 : 0);
  }
  if (typeof value === "string") {
    return UTF8.encode(`s${value}`);
  }
  const bytes = new Uint8Array(9);
  bytes[0] = 0x6e;
  new DataView(bytes.buffer).setFloat64(1, value + 0); // −0 becomes 0
  return bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
