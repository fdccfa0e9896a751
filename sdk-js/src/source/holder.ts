import type { Extras } from "../core/extras.js";
import { type Kills, killsOver } from "../core/kills.js";
import type { LargeSegment } from "../core/large-segment.js";
import { MOST_EXTRAS } from "../core/most-extras.js";
import { Ruleset } from "../core/ruleset.js";
import type { RulesetSpec } from "../core/ruleset-spec.js";
import type { Storage } from "../platform/platform.js";
import type { Sha256 } from "../wire/canonical.js";
import { applyChange } from "../wire/change-json.js";
import { type JsonObject, parseJson } from "../wire/json.js";
import { isJsonObject } from "../wire/json-object.js";
import { readRuleset } from "../wire/ruleset-json.js";
import { areAll, type LargeSegments } from "./large-segments.js";
import { readRulesetFile, writeRulesetFile } from "./ruleset-file.js";
import type { SourceListener } from "./source-listener.js";

/**
 * The ruleset as it was received, at a position that never goes back. What is served of it is under the kill list, which
 * comes from elsewhere: changes go on from what the server sent.
 */
export class Holder {
  readonly #sha256: Sha256;
  readonly #storage: Storage | null;
  readonly #segments: LargeSegments;
  readonly #listener: SourceListener;
  #raw: JsonObject | null = null;
  #spec: RulesetSpec | null = null;
  #large: ReadonlyMap<string, LargeSegment> = new Map();
  #kills: Kills | null = null;
  #ruleset: Ruleset | null = null;
  /** RE2 is loaded for the first ruleset that needs it, before that one is served. */
  #extras: Extras = MOST_EXTRAS;
  #whole = false;
  #kept: Promise<void> = Promise.resolve();

  constructor(
    sha256: Sha256,
    storage: Storage | null,
    segments: LargeSegments,
    listener: SourceListener,
  ) {
    this.#sha256 = sha256;
    this.#storage = storage;
    this.#segments = segments;
    this.#listener = listener;
  }

  /** Null before the first, and while keys of large segments it names are missing: then the server must send it. */
  get whole(): Ruleset | null {
    return this.#whole ? this.#ruleset : null;
  }

  /** When what there is has been kept for the next run, or could not be. */
  get kept(): Promise<void> {
    return this.#kept;
  }

  /**
   * Takes what the last run kept, where there is anything, with such of its large segments as were kept: at once, unless
   * code has to be loaded for it.
   */
  async restore(): Promise<void> {
    const raw = this.#storage === null ? null : readRulesetFile(this.#storage);
    const spec = raw === null ? null : readRuleset(raw, "lenient", []);
    if (raw !== null && spec !== null) {
      await this.#take(raw, spec, this.#segments.known(spec)).catch(() => {
        // As good as nothing kept: the server is asked.
      });
    }
  }

  /**
   * Takes a whole ruleset, unless it is not newer; fetches the large segments it names first.
   *
   * @throws Error where it is none, or a segment cannot be had; then the one before stays
   */
  replace(text: string): Promise<void> {
    return this.#replace(parseJson(text));
  }

  /** Applies a change; false where the whole ruleset has to be fetched instead. */
  async apply(text: string): Promise<boolean> {
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
    await this.#replace(ruleset);
    return true;
  }

  /** Serves what there is under another kill list, and so what comes. */
  kill(kills: Kills): void {
    this.#kills = kills;
    if (this.#spec !== null) {
      this.#ruleset = this.#compile(this.#spec, this.#large);
      this.#listener.onKills(this.#ruleset);
    }
  }

  async #replace(raw: unknown): Promise<void> {
    const spec = isJsonObject(raw) ? readRuleset(raw, "lenient", []) : null;
    if (spec === null) {
      throw new Error("this is no ruleset");
    }
    if (this.#isWanted(spec)) {
      const large = await this.#segments.require(spec);
      await this.#take(raw as JsonObject, spec, large, () => {
        this.#kept = this.#keep(raw as JsonObject, spec);
      });
      await this.#kept;
    }
  }

  #isWanted({ epoch, revision }: RulesetSpec): boolean {
    const now = this.#ruleset;
    if (now === null || epoch !== now.epoch) {
      return now === null || epoch > now.epoch;
    }
    return revision > now.revision || (revision === now.revision && !this.#whole);
  }

  /**
   * Serves a ruleset, at once where all code for it is there. Where code that it needs cannot be loaded, the flags that
   * need it are broken.
   *
   * @param taken is called as soon as it is served
   */
  async #take(
    raw: JsonObject,
    spec: RulesetSpec,
    large: ReadonlyMap<string, LargeSegment>,
    taken = () => {},
  ): Promise<void> {
    let ruleset = this.#compile(spec, large);
    // What is killed now may come back any moment, and then nothing can be waited for.
    const whole = this.#kills === null ? ruleset : Ruleset.compile(spec, large, this.#extras);
    if (whole.missing.size > 0) {
      this.#extras = await withPatterns();
      if (!this.#isWanted(spec)) {
        return; // another one came meanwhile
      }
      ruleset = this.#compile(spec, large); // anew, for there may be another kill list
    }
    this.#raw = raw;
    this.#spec = spec;
    this.#large = large;
    this.#whole = areAll(large, spec) && ruleset.missing.size === 0;
    this.#ruleset = ruleset;
    this.#listener.onRuleset(ruleset, raw);
    taken();
  }

  #compile(spec: RulesetSpec, large: ReadonlyMap<string, LargeSegment>): Ruleset {
    const served = this.#kills === null ? spec : killsOver(this.#kills, spec);
    return Ruleset.compile(served, large, this.#extras);
  }

  /** The segments first, so that the file never names what is not there; what it no longer names last. */
  async #keep(raw: JsonObject, spec: RulesetSpec): Promise<void> {
    try {
      if (this.#storage !== null) {
        await this.#segments.keep();
        if (await writeRulesetFile(this.#storage, raw)) {
          await this.#segments.removeStale(spec);
        }
      }
    } catch {
      // A full disk must not stop evaluation; the next change tries again.
    }
  }
}

async function withPatterns(): Promise<Extras> {
  try {
    const { patternMatch } = await import("../core/pattern-match.js");
    return { ...MOST_EXTRAS, patterns: patternMatch };
  } catch {
    return MOST_EXTRAS;
  }
}
