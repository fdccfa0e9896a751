import type { Sha256 } from "../wire/canonical.js";
import type { VerifySignature } from "../wire/jws.js";

/** What the client needs of the machine it runs on; everything that is not JavaScript itself. */
export interface Platform {
  readonly fetch: typeof fetch;
  readonly sha256: Sha256;
  /**
   * What verifies the signatures of an Ed25519 key.
   *
   * @param publicKey PEM, or the base64 in it
   * @throws TypeError where it is no such key
   */
  ed25519(publicKey: string): VerifySignature;
  /**
   * All of a file.
   *
   * @throws Error where it cannot be read or is larger than it may be
   */
  readFile(path: string, most: number): Promise<Uint8Array>;
  /** As {@link readFile}, and the application waits: only for its start. */
  readFileNow(path: string, most: number): Uint8Array;
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

/** A place for a few named files, each of which is whole or as it was. */
export interface Storage {
  /** Null where there is none, or none that is whole. */
  read(name: string): Uint8Array | null;
  /** Replaces a file whole, or not at all. */
  write(name: string, body: Uint8Array): Promise<void>;
  /** Does something while nobody else does anything alone with this file, in whatever process; rejects where others always do. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** What there is, and how many milliseconds ago it was written. */
  list(): Promise<readonly { readonly name: string; readonly age: number }[]>;
  remove(name: string): Promise<void>;
}
