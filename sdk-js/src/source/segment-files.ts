import { LargeSegment } from "../core/large-segment.js";
import type { RulesetSpec } from "../core/ruleset-spec.js";
import type { Storage } from "../platform/platform.js";

/** Also keeps a key from leading out of the directory. */
const NAME = /^-(\d{1,16})-([a-z0-9][a-z0-9._-]{0,63})-(\d{1,16})\.segment$/;

/** After so long it is not another process's that has yet to write the ruleset it belongs to. */
const FORGOTTEN_MS = 3_600_000;

/** The keys of large segments, kept beside the ruleset that names them, a file for each segment and version. */
export class SegmentFiles {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** A segment as it was kept; null where it was not, or not whole. */
  read(epoch: number, key: string, version: number): LargeSegment | null {
    const name = nameOf(epoch, key, version);
    const hashes = name === null ? null : this.#storage.read(name);
    try {
      return hashes === null ? null : new LargeSegment(key, version, hashes);
    } catch {
      return null;
    }
  }

  async write(epoch: number, segment: LargeSegment): Promise<void> {
    const name = nameOf(epoch, segment.key, segment.version);
    if (name !== null) {
      await this.#storage.write(name, segment.hashes());
    }
  }

  /** Removes what the ruleset that was kept has left behind. */
  async removeStale({ epoch, segments }: RulesetSpec): Promise<void> {
    for (const { name, age } of await this.#storage.list()) {
      const [, at, key = "", version] = NAME.exec(name) ?? [];
      const named = segments.get(key)?.large ?? null;
      const left =
        named === null
          ? age > FORGOTTEN_MS
          : Number(at) < epoch || (Number(at) === epoch && Number(version) < named.version);
      if (key !== "" && left) {
        await this.#storage.remove(name);
      }
    }
  }
}

function nameOf(epoch: number, key: string, version: number): string | null {
  const name = `-${epoch}-${key}-${version}.segment`;
  return NAME.test(name) ? name : null;
}
