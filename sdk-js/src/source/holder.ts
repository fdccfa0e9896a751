import { Ruleset } from "../core/ruleset.js";
import type { Storage } from "../platform/platform.js";
import type { Sha256 } from "../wire/canonical.js";
import { applyChange } from "../wire/change-json.js";
import { isJsonObject, type JsonObject, parseJson } from "../wire/json.js";
import { readRuleset } from "../wire/ruleset-json.js";
import type { SourceListener } from "./source-listener.js";

/** The ruleset as it was received, at a position that never goes back. */
export class Holder {
  readonly #sha256: Sha256;
  readonly #storage: Storage | null;
  readonly #listener: SourceListener;
  #raw: JsonObject | null = null;
  #ruleset: Ruleset | null = null;

  constructor(sha256: Sha256, storage: Storage | null, listener: SourceListener) {
    this.#sha256 = sha256;
    this.#storage = storage;
    this.#listener = listener;
  }

  /** Null before the first. */
  get ruleset(): Ruleset | null {
    return this.#ruleset;
  }

  /** Takes what the last run kept, where there is anything. */
  restore(): void {
    const text = this.#storage?.read() ?? null;
    if (text !== null) {
      try {
        this.#replace(parseJson(text), false);
      } catch {
        // A file nobody can read is as good as none.
      }
    }
  }

  /**
   * Takes a whole ruleset, unless it is not newer.
   *
   * @throws Error where it is none
   */
  replace(text: string): void {
    this.#replace(parseJson(text), true);
  }

  /** Applies a change; false where the whole ruleset has to be fetched instead. */
  apply(text: string): boolean {
    const { outcome, ruleset } =
      this.#raw === null
        ? { outcome: "outOfOrder", ruleset: null }
        : applyChange(this.#raw, parseJson(text), this.#sha256);
    if (outcome === "digestMismatch") {
      this.#listener.onDigestMismatch();
    }
    if (ruleset === null) {
      return false;
    }
    this.#replace(ruleset, true);
    return true;
  }

  #replace(raw: unknown, keep: boolean): void {
    const spec = isJsonObject(raw) ? readRuleset(raw, "lenient", []) : null;
    if (spec === null) {
      throw new Error("this is no ruleset");
    }
    const now = this.#ruleset;
    const newer =
      now === null ||
      spec.epoch > now.epoch ||
      (spec.epoch === now.epoch && spec.revision > now.revision);
    if (!newer) {
      return;
    }
    this.#raw = raw as JsonObject;
    this.#ruleset = Ruleset.compile(spec);
    this.#listener.onRuleset(this.#ruleset, this.#raw);
    if (keep) {
      this.#keep();
    }
  }

  #keep(): void {
    try {
      this.#storage?.write(JSON.stringify(this.#raw));
    } catch {
      // A full disk must not stop evaluation; the next change tries again.
    }
  }
}
