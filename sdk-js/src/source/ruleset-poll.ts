import { type Extra, NO_EXTRAS } from "../core/extras.js";
import type { LargeSegment } from "../core/large-segment.js";
import { Ruleset } from "../core/ruleset.js";
import type { RulesetSpec } from "../core/ruleset-spec.js";
import type { Platform } from "../platform/platform.js";
import { parseJson } from "../wire/json.js";
import { readSilently } from "../wire/silent-reader.js";
import { endpoint } from "./endpoint.js";
import type { LargeSegments } from "./large-segments.js";
import { readText } from "./read-text.js";
import { RefusedError, UnavailableError } from "./refusals.js";

const MOST_BYTES = 16 * 1024 * 1024;

/** Where a ruleset is asked for. */
export interface PollConfig {
  readonly url: string;
  readonly sdkKey: string;
  /** How long to wait for an answer, in milliseconds. */
  readonly timeout: number;
}

/** Asks for the whole ruleset, for where nothing can be followed. Its position never goes back. */
export class RulesetPoll {
  readonly #config: PollConfig;
  readonly #platform: Pick<Platform, "fetch">;
  #tag = "";
  #ruleset: Ruleset | null = null;
  #extras = NO_EXTRAS;
  #segments: LargeSegments | null = null;
  /** The code that was loaded, null until a ruleset needed it, such as one with a release. */
  later: typeof import("./edge-extras.js") | null = null;

  constructor(config: PollConfig, platform: Pick<Platform, "fetch">) {
    this.#config = config;
    this.#platform = platform;
  }

  /**
   * The server's ruleset; null where the one that is here is as new.
   *
   * @throws RefusedError, UnavailableError, or another Error where it cannot be had
   */
  async ask(): Promise<Ruleset | null> {
    const { url, sdkKey, timeout } = this.#config;
    const response = await this.#platform.fetch(endpoint(url, "/sdk/v1/ruleset"), {
      headers: {
        Authorization: `Bearer ${sdkKey}`,
        ...(this.#tag && { "If-None-Match": this.#tag }),
      },
      signal: AbortSignal.timeout(timeout),
    });
    if (response.status === 304) {
      return null;
    }
    if (response.status === 401 || response.status === 403) {
      throw new RefusedError(response.status);
    }
    if (!response.ok) {
      throw new UnavailableError(response);
    }
    const ruleset = await this.take(parseJson(await readText(response, MOST_BYTES)));
    this.#tag = this.#ruleset?.missing.size ? "" : (response.headers.get("ETag") ?? "");
    return ruleset;
  }

  /**
   * A ruleset ready to be evaluated; null where it is not newer than the one before. Code that it needs is loaded first;
   * where that cannot be had, the flags that need it are broken until the ruleset comes again.
   *
   * @throws Error where it is none, or keys of its segments cannot be had; then the one before stays
   */
  async take(raw: unknown): Promise<Ruleset | null> {
    for (let isHopeful = true; ; ) {
      const spec = this.#read(raw); // anew, since another reader may be there
      const large = this.#isWanted(spec) ? await this.#large(spec) : null;
      if (!this.#isWanted(spec)) {
        return null; // or another one came meanwhile
      }
      const ruleset = Ruleset.compile(spec, large, this.#extras);
      if (ruleset.missing.size === 0 || !isHopeful) {
        this.#ruleset = ruleset;
        return ruleset;
      }
      isHopeful = await this.#load(ruleset.missing);
    }
  }

  #read(raw: unknown): RulesetSpec {
    const spec = this.later ? this.later.readRuleset(raw, "lenient", []) : readSilently(raw);
    if (spec === null) {
      throw new Error("this is no ruleset");
    }
    return spec;
  }

  #isWanted({ epoch, revision }: RulesetSpec): boolean {
    const now = this.#ruleset;
    return (
      now === null ||
      epoch > now.epoch ||
      (epoch === now.epoch && revision >= now.revision + (now.missing.size > 0 ? 0 : 1))
    );
  }

  /** RE2 by itself, the others together; false where some of it cannot be had. */
  async #load(missing: ReadonlySet<Extra>): Promise<boolean> {
    try {
      if (missing.size > 1 || !missing.has("patterns")) {
        this.later = await import("./edge-extras.js");
        this.#extras = { ...this.#extras, ...this.later.MOST_EXTRAS };
      }
      if (missing.has("patterns")) {
        const { patternMatch } = await import("../core/pattern-match.js");
        this.#extras = { ...this.#extras, patterns: patternMatch };
      }
      return true;
    } catch {
      return false;
    }
  }

  async #large(spec: RulesetSpec): Promise<ReadonlyMap<string, LargeSegment>> {
    if ([...spec.segments.values()].every(({ large }) => large === null)) {
      return new Map();
    }
    this.#segments ??= this.later?.edgeSegments(this.#config, this.#platform) ?? null;
    return this.#segments?.require(spec) ?? new Map();
  }
}
