import { BUCKETS } from "./bucketing.js";
import type { CompiledServe } from "./compiled-serve.js";
import { type Evaluation, served } from "./evaluation.js";
import type { Findings } from "./findings.js";
import type { FlagSpec } from "./flag-spec.js";
import { metadataOf, NO_BUCKET } from "./metadata.js";
import { knownNames } from "./names.js";
import { pointerAt } from "./problem.js";
import type { Range } from "./range.js";
import type { Reason } from "./reason.js";
import { Regional, type RegionGroups } from "./regional.js";
import type { Serve, Split } from "./serve.js";
import type { Shared } from "./shared.js";
import { type Ranges, splitServe } from "./split-serve.js";

/** Compiles what the rules and the default of one flag serve. */
export class ServeCompiler {
  readonly #flag: FlagSpec;
  readonly #revision: number;
  readonly #regionGroups: RegionGroups;
  readonly #shared: Shared;
  readonly #findings: Findings;
  #knownVariants: string | null = null;

  constructor(
    flag: FlagSpec,
    revision: number,
    regionGroups: RegionGroups,
    shared: Shared,
    findings: Findings,
  ) {
    this.#shared = shared;
    this.#flag = flag;
    this.#revision = revision;
    this.#regionGroups = regionGroups;
    this.#findings = findings;
  }

  /** Null where it could not be compiled. */
  compile(
    serve: Serve,
    ruleId: string | null,
    reason: Reason,
    pointer: string,
  ): CompiledServe | null {
    switch (serve.kind) {
      case "variant": {
        const evaluation = this.evaluation(serve.variant, reason, ruleId, `${pointer}/variant`);
        return evaluation === null ? null : () => evaluation;
      }
      case "split":
        return this.#split(serve, ruleId, `${pointer}/split`);
      case "unknown":
        this.#findings.add(pointer, serve.detail);
        return null;
    }
  }

  /** The one evaluation that serves a variant for a reason; null where there is no such variant. */
  evaluation(
    variant: string,
    reason: Reason,
    ruleId: string | null,
    pointer: string,
  ): (Evaluation & { readonly variant: string }) | null {
    const value = this.#flag.variants.get(variant);
    if (value === undefined || value === null) {
      this.#findings.add(pointer, unknownVariant(variant, this.#known()));
      return null;
    }
    return served(value, variant, reason, metadataOf(this.#revision, ruleId));
  }

  /** The same in the sentences of all that name a variant that is not there. */
  #known(): string {
    this.#knownVariants ??= knownNames(this.#flag.variants.keys());
    return this.#knownVariants;
  }

  #split(split: Split, ruleId: string | null, pointer: string): CompiledServe | null {
    const wrong = this.#shared.hashProblem(split.hash);
    if (wrong !== null) {
      this.#findings.add(pointer + wrong.pointer, wrong.detail);
      return null;
    }
    if (split.by === "") {
      this.#findings.add(
        `${pointer}/by`,
        "The split's attribute is empty; name one, such as 'targetingKey'.",
      );
      return null;
    }
    const elsewhere = this.#ranges(split.ranges, ruleId, `${pointer}/ranges`);
    const regional = new Regional(this.#regionGroups);
    let complete = true;
    for (const [i, entry] of split.regions.entries()) {
      const at = `${pointerAt(`${pointer}/regions`, i)}/ranges`;
      const ranges = this.#ranges(entry.ranges, ruleId, at);
      if (ranges === null) {
        complete = false;
        continue;
      }
      regional.add(entry.in, ranges);
    }
    const bucketOf = this.#shared.bucketer(split.hash, split.salt ?? this.#flag.salt);
    return complete && elsewhere !== null
      ? splitServe(this.#shared.path(split.by), bucketOf, regional, elsewhere)
      : null;
  }

  #ranges(ranges: readonly Range[], ruleId: string | null, pointer: string): Ranges | null {
    const entries: { to: number; served: Evaluation & { readonly variant: string } }[] = [];
    let before = 0;
    let usable = true;
    for (const [i, range] of ranges.entries()) {
      if (range.to <= before) {
        this.#findings.add(
          `${pointerAt(pointer, i)}/to`,
          `Each range must end after the one before; raise 'to' above ${before} or remove the range.`,
        );
        usable = false;
      }
      before = range.to;
      const at = `${pointerAt(pointer, i)}/variant`;
      const evaluation = this.evaluation(range.variant, "SPLIT", ruleId, at);
      if (evaluation === null) {
        usable = false;
      } else {
        entries.push({ to: before, served: evaluation });
      }
    }
    if (before !== BUCKETS) {
      this.#findings.add(pointer, "The ranges must end at 100000; give the last one that 'to'.");
      usable = false;
    }
    const last = entries.at(-1)?.served;
    if (!usable || last === undefined) {
      return null;
    }
    const metadata = metadataOf(this.#revision, ruleId, NO_BUCKET, null, "TARGETING_KEY_MISSING");
    return { entries, withoutUnit: { ...last, metadata } };
  }
}

/** What is wrong where a flag has no such variant. */
export function unknownVariant(variant: string, known: string): string {
  return `The flag has no variant '${variant}'; use one of ${known}.`;
}
