import { describes, LargeSegment } from "../core/large-segment.js";
import type { RulesetSpec } from "../core/ruleset-spec.js";
import { type Large, MAX_COUNT } from "../core/segment-spec.js";
import type { SegmentFiles } from "./segment-files.js";

/** Twice what the server lets the segments of an environment have. */
const MOST_KEYS = 10 * MAX_COUNT;

/** The hashes of a segment's keys, from the server. */
export type FetchSegment = (key: string, large: Large) => Promise<Uint8Array>;

/** The large segments that the ruleset names: taken from memory, from files, and only then from the server. */
export class LargeSegments {
  readonly #fetch: FetchSegment;
  readonly #files: SegmentFiles | null;
  /** Versions begin anew with an epoch. */
  #epoch = 0;
  #held = new Map<string, LargeSegment>();
  /** Those that are in files. */
  #kept = new Set<LargeSegment>();

  constructor(fetch: FetchSegment, files: SegmentFiles | null) {
    this.#fetch = fetch;
    this.#files = files;
  }

  /** Those of a ruleset's that need no server. */
  known(ruleset: RulesetSpec): Map<string, LargeSegment> {
    if (ruleset.epoch !== this.#epoch) {
      this.#held = new Map();
      this.#epoch = ruleset.epoch;
    }
    const known = new Map<string, LargeSegment>();
    for (const [key, large] of namedBy(ruleset)) {
      const segment = this.#knownOne(key, large);
      if (segment !== null) {
        known.set(key, segment);
      }
    }
    return known;
  }

  #knownOne(key: string, large: Large): LargeSegment | null {
    const last = this.#held.get(key) ?? null;
    if (describes(large, last)) {
      return last;
    }
    const inFile = this.#files?.read(this.#epoch, key, large.version) ?? null;
    if (inFile === null || !describes(large, inFile)) {
      return null;
    }
    this.#held.set(key, inFile);
    this.#kept.add(inFile);
    return inFile;
  }

  /**
   * All that a ruleset names. What was fetched before one could not be is there for the next attempt.
   *
   * @throws Error where one cannot be had
   */
  async require(ruleset: RulesetSpec): Promise<ReadonlyMap<string, LargeSegment>> {
    const named = namedBy(ruleset);
    if (named.reduce((sum, [, large]) => sum + large.count, 0) > MOST_KEYS) {
      throw new Error(`the ruleset's segments have more than ${MOST_KEYS} keys`);
    }
    const all = this.known(ruleset);
    for (const [key, large] of named) {
      if (!all.has(key)) {
        const fetched = await this.#fetched(key, large);
        this.#held.set(key, fetched);
        all.set(key, fetched);
      }
    }
    this.#held = new Map(all);
    this.#kept = new Set([...this.#kept].filter((each) => all.get(each.key) === each));
    return all;
  }

  async #fetched(key: string, large: Large): Promise<LargeSegment> {
    const hashes = await this.#fetch(key, large);
    try {
      const segment = new LargeSegment(key, large.version, hashes);
      if (describes(large, segment)) {
        return segment;
      }
      throw new Error(`the server sent ${segment.count} of its ${large.count} keys`);
    } catch (error) {
      throw new Error(cannotBeHad(key, large, (error as Error).message));
    }
  }

  /** Keeps what is held, so that the ruleset that names it can be kept too. */
  async keep(): Promise<void> {
    for (const segment of this.#held.values()) {
      if (this.#files !== null && !this.#kept.has(segment)) {
        await this.#files.write(this.#epoch, segment);
        this.#kept.add(segment);
      }
    }
  }

  /** Removes what the ruleset that was kept does not need. */
  async removeStale(kept: RulesetSpec): Promise<void> {
    await this.#files?.removeStale(kept);
  }
}

/** Why the keys of a segment are not there, for people. */
export function cannotBeHad(key: string, { version }: Large, why: string): string {
  return `version ${version} of the segment '${key}' cannot be had: ${why}`;
}

/** Whether these are all that a ruleset names. */
export function areAll(segments: ReadonlyMap<string, LargeSegment>, ruleset: RulesetSpec): boolean {
  return namedBy(ruleset).every(([key]) => segments.has(key));
}

function namedBy(ruleset: RulesetSpec): [string, Large][] {
  return [...ruleset.segments].flatMap(([key, { large }]) =>
    large === null ? [] : [[key, large] as [string, Large]],
  );
}
