import type { Sha256 } from "../wire/canonical.js";

/** What the client needs of the machine it runs on; everything that is not JavaScript itself. */
export interface Platform {
  readonly fetch: typeof fetch;
  readonly sha256: Sha256;
  /** Milliseconds that only ever grow. */
  now(): number;
  /** From 0 up to, not including, 1. */
  random(): number;
  /** A random id of the instance. */
  uuid(): string;
  /** Calls once, later; the function returned calls it off. A timer does not keep a process alive. */
  after(milliseconds: number, call: () => void): () => void;
  /** Where the last known ruleset is kept; null where it is not. */
  readonly storage: Storage | null;
}

/** A place for one text. */
export interface Storage {
  /** Null where there is none, or none that is whole. */
  read(): string | null;
  /** Replaces the text whole, or not at all. */
  write(text: string): void;
}
