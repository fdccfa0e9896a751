const UTF8 = new TextEncoder();

/**
 * The first 60 bits of SHA-1 (FIPS 180-4) of a text's UTF-8 form, in two halves of 30. Platforms have
 * SHA-1 only as a promise, and an evaluation does not wait.
 */
export function sha1First60Bits(text: string): readonly [number, number] {
  const bytes = UTF8.encode(text);
  const words = new Uint32Array((((bytes.length + 8) >> 6) + 1) * 16);
  for (let i = 0; i < bytes.length; i++) {
    words[i >> 2] = at(words, i >> 2) | (at(bytes, i) << (24 - (i & 3) * 8));
  }
  const end = bytes.length;
  words[end >> 2] = at(words, end >> 2) | (0x80 << (24 - (end & 3) * 8));
  words[words.length - 1] = end * 8;
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let block = 0; block < words.length; block += 16) {
    mix(state, words.subarray(block, block + 16));
  }
  const a = at(state, 0) >>> 0;
  const b = at(state, 1) >>> 0;
  return [a >>> 2, ((a & 3) << 28) | (b >>> 4)];
}

function mix(state: number[], block: Uint32Array): void {
  const w = new Int32Array(80);
  w.set(block);
  for (let i = 16; i < 80; i++) {
    w[i] = rotate(at(w, i - 3) ^ at(w, i - 8) ^ at(w, i - 14) ^ at(w, i - 16), 1);
  }
  let [a, b, c, d, e] = state as [number, number, number, number, number];
  for (let i = 0; i < 80; i++) {
    const next = (rotate(a, 5) + round(i, b, c, d) + e + at(w, i)) | 0;
    e = d;
    d = c;
    c = rotate(b, 30);
    b = a;
    a = next;
  }
  for (const [i, x] of [a, b, c, d, e].entries()) {
    state[i] = (at(state, i) + x) | 0;
  }
}

function round(i: number, b: number, c: number, d: number): number {
  if (i < 20) {
    return ((b & c) | (~b & d)) + 0x5a827999;
  }
  if (i < 40) {
    return (b ^ c ^ d) + 0x6ed9eba1;
  }
  if (i < 60) {
    return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  }
  return (b ^ c ^ d) + 0xca62c1d6;
}

function rotate(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

function at(list: ArrayLike<number>, i: number): number {
  return list[i] as number;
}
