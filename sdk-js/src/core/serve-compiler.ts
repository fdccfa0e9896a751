import { BUCKETS } from "./bucketing.js";
import type { CompiledServe } from "./compiled-serve.js";
import { type Served, served } from "./evaluation.js";
import type { Findings } from "./findings.js";
import type { FlagSpec } from "./flag-spec.js";
import { metadataOf, NO_BUCKET } from "./metadata.js";
import type { Range } from "./range.js";
import type { Reason } from "./reason.js";
import type { RegionalRanges } from "./regional-ranges.js";
import { BY_EMPTY, NO_VARIANT, RANGE_ORDER, RANGES_END } from "./sentence-names.js";
import type { Serve, Split } from "./serve.js";
import type { Shared } from "./shared.js";
import { type Ranges, splitServe } from "./split-serve.js";

/** Compiles what the rules and the default of one flag serve; null, and a finding, where that cannot be. */
export interface ServeCompiler {
  compile(
    serve: Serve,
    ruleId: string | null,
    reason: Reason,
    pointer: string,
  ): CompiledServe | null;
  /** The one evaluation that serves a variant for a reason. */
  evaluation(
    variant: string,
    reason: Reason,
    ruleId: string | null,
    pointer: string,
  ): Served | null;
}

export function serveCompiler(flag: FlagSpec, shared: Shared, findings: Findings): ServeCompiler {
  const { revision } = shared.spec;

  function compile(
    serve: Serve,
    ruleId: string | null,
    reason: Reason,
    pointer: string,
  ): CompiledServe | null {
    switch (serve.kind) {
      case "variant": {
        const one = evaluation(serve.variant, reason, ruleId, `${pointer}/variant`);
        return one && (() => one);
      }
      case "split":
        return split(serve, ruleId, `${pointer}/split`);
      case "unknown":
        return findings.add(pointer, serve.detail);
    }
  }

  function evaluation(
    variant: string,
    reason: Reason,
    ruleId: string | null,
    pointer: string,
  ): Served | null {
    const value = flag.variants.get(variant) ?? null;
    return value === null
      ? findings.say(pointer, NO_VARIANT, variant, flag.variants.keys())
      : served(value, variant, reason, metadataOf(revision, ruleId));
  }

  function split(split: Split, ruleId: string | null, pointer: string): CompiledServe | null {
    const wrong = shared.hashProblem(split.hash);
    if (wrong !== null) {
      return findings.add(pointer + wrong.pointer, wrong.detail);
    }
    if (split.by === "") {
      return findings.say(`${pointer}/by`, BY_EMPTY);
    }
    const elsewhere = ranges(split.ranges, ruleId, `${pointer}/ranges`);
    let complete = elsewhere;
    const rangesIn = ({ ranges: there }: RegionalRanges, i: number) => {
      const read = ranges(there, ruleId, `${pointer}/regions/${i}/ranges`);
      complete &&= read;
      return read;
    };
    const { regions } = split;
    const regional =
      regions.length > 0 ? findings.extra("regions")?.(shared, regions, rangesIn) : undefined;
    const bucketOf = shared.bucketer(split.hash, split.salt ?? flag.salt);
    return (
      complete && elsewhere && splitServe(shared.path(split.by), bucketOf, regional, elsewhere)
    );
  }

  function ranges(ranges: readonly Range[], ruleId: string | null, pointer: string): Ranges | null {
    const entries: { to: number; served: Served }[] = [];
    let before = 0;
    for (const [i, { to, variant }] of ranges.entries()) {
      const at = `${pointer}/${i}`;
      const there = evaluation(variant, "SPLIT", ruleId, `${at}/variant`);
      if (to <= before) {
        findings.say(`${at}/to`, RANGE_ORDER, before);
      } else if (there !== null) {
        entries.push({ to, served: there });
      }
      before = to;
    }
    if (before !== BUCKETS) {
      findings.say(pointer, RANGES_END);
    }
    const last = entries.at(-1);
    if (last?.to !== BUCKETS || entries.length < ranges.length) {
      return null;
    }
    const metadata = metadataOf(revision, ruleId, NO_BUCKET, null, "TARGETING_KEY_MISSING");
    return { entries, withoutUnit: { ...last.served, metadata } };
  }

  return { compile, evaluation };
}
