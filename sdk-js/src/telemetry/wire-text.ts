/** Of keys, names and regions, in characters. */
export const LONGEST = 64;

/** What counts and values a server takes. */
export const MOST_COUNT = 1_000_000_000;
export const LARGEST_VALUE = 1e15;

const UTF8 = new TextEncoder();

/** Whether the server takes it as a key. */
export function isKey(text: string): boolean {
  return text.length <= LONGEST && /[^\s\0-\x20]/.test(text) && isWritable(text);
}

/** Whether the server takes it where it is no key, such as a variant's name. */
export function isName(text: string | null): boolean {
  return text === null || (text.length <= LONGEST && isWritable(text));
}

/** Whether JSON can hold it, and the server's database: neither a null character is in it nor half a pair. */
export function isWritable(text: string): boolean {
  return /^[^\0\p{Surrogate}]*$/u.test(text);
}

/** The beginning of a text, with U+FFFD for what cannot be written. */
export function fitted(text: string, most: number): string {
  return text.slice(0, most).replace(/[\0\p{Surrogate}]/gu, "\uFFFD");
}

/** How many bytes something is of a batch, with what parts it from the next. */
export function bytesOf(json: unknown): number {
  return UTF8.encode(JSON.stringify(json)).length + 1;
}
