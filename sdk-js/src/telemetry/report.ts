import { CAPABILITIES } from "../core/capabilities.js";
import type { Ruleset } from "../core/ruleset.js";
import { unsupportedFlags } from "../core/unsupported-flags.js";
import type { AppliedPosition, Sdk } from "../wire/telemetry-batch.js";
import { writeTelemetry } from "../wire/telemetry-json.js";
import type { ContextSample } from "./context-sample.js";
import { DrainedCounts } from "./drained-counts.js";
import type { Journal } from "./journal.js";
import { UnitGroups } from "./unit-groups.js";
import { bytesOf, fitted, isKey, isName } from "./wire-text.js";

const MOST_UNSUPPORTED = 100;
const LONGEST_DETAIL = 256;
/** A batch's share of bytes for what is not supported. */
const MOST_BYTES = 100_000;

/** Who reports. */
export interface Reporter {
  /** The instance's id. */
  readonly instance: string;
  readonly sdk: Sdk;
  readonly region: string | null;
}

/** What an instance has to report, put into one batch after the other; none is one that the server refuses. */
export class Report {
  readonly #reporter: Reporter;
  readonly #journal: Journal;
  /** What of the contexts that ask is sent; null where nothing is. */
  readonly #contexts: ContextSample | null;
  #seq = 0;
  #ruleset: Ruleset | null = null;
  #applied: AppliedPosition | null = null;
  #isLeftOver = false;
  digestMismatches = 0;
  /** Whether the server does not know yet which revision is served. */
  news = false;
  /** How many evaluations were put into batches, ever. */
  evaluations = 0;
  /** How many evaluations, exposures and outcomes were lost: for want of room, or since no server takes them. */
  dropped = 0;

  constructor(reporter: Reporter, journal: Journal, contexts: ContextSample | null) {
    const { region } = reporter;
    this.#reporter = { ...reporter, region: isName(region) ? region : null };
    this.#journal = journal;
    this.#contexts = contexts;
  }

  /** This is served now. */
  applied(ruleset: Ruleset): void {
    this.#ruleset = ruleset;
    this.#applied = {
      epoch: ruleset.epoch,
      revision: ruleset.revision,
      at: new Date().toISOString(),
    };
    this.news = true;
  }

  /** The ruleset that was applied is served under another kill list. */
  killed(ruleset: Ruleset): void {
    this.#ruleset = ruleset;
  }

  /** Whether there was a ruleset at all. */
  get hasApplied(): boolean {
    return this.#applied !== null;
  }

  /** Whether a release runs. */
  get hasReleases(): boolean {
    return (this.#ruleset?.releasedFlags.size ?? 0) > 0;
  }

  /** Whether there is more to say than the last batch had room for. */
  get isLeftOver(): boolean {
    return this.#isLeftOver || this.#journal.units?.isEmpty === false;
  }

  /** @param isDue whether the server is to hear of this instance though there is nothing to say; null then where it is not */
  next(isDue: boolean): string | null {
    const { counts, units } = this.#journal;
    const { evaluations, isLeftOver, dropped: uncounted } = new DrainedCounts(counts);
    this.#isLeftOver = isLeftOver;
    const groups = new UnitGroups();
    units?.take((entry) => groups.take(entry));
    const { exposures, outcomes } = groups;
    const dropped = uncounted + groups.dropped + (units?.takeDropped() ?? 0);
    this.dropped += dropped;
    this.evaluations += evaluations.reduce((sum, { count }) => sum + count, 0);
    const { digestMismatches } = this;
    this.digestMismatches = 0;
    const contexts = this.#contexts?.drain() ?? [];
    const others = exposures.length + outcomes.length + contexts.length;
    const something = evaluations.length + others + dropped + digestMismatches > 0;
    if (!something && !this.news && !isDue) {
      return null;
    }
    const capabilities = this.news || this.#seq === 0 ? CAPABILITIES : [];
    this.news = false;
    return JSON.stringify(
      writeTelemetry({
        ...this.#reporter,
        seq: this.#seq++,
        applied: this.#applied,
        evaluations,
        exposures,
        outcomes,
        unsupported: this.#unsupported(),
        dropped,
        digestMismatches,
        capabilities,
        sampling: this.#contexts?.version ?? null,
        contexts,
      }),
    );
  }

  /** Of the flags that cannot be evaluated, as many as the server takes. */
  #unsupported(): ReadonlyMap<string, string> {
    const told = new Map<string, string>();
    let room = MOST_BYTES;
    for (const [flag, sentence] of this.#ruleset === null ? [] : unsupportedFlags(this.#ruleset)) {
      const detail = fitted(sentence, LONGEST_DETAIL);
      room -= bytesOf({ flag, detail });
      if (told.size === MOST_UNSUPPORTED || room < 0) {
        break;
      }
      if (isKey(flag)) {
        told.set(flag, detail);
      }
    }
    return told;
  }
}
