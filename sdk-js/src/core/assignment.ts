import { attribute } from "./attribute.js";
import { unitOf } from "./bucketing.js";
import type { Context } from "./context.js";
import type { Evaluation } from "./evaluation.js";
import { evaluateFlag } from "./evaluator.js";
import { NO_BUCKET } from "./metadata.js";
import type { ReleaseSpec } from "./release-spec.js";
import type { Ruleset } from "./ruleset.js";

/** The two sides that a release compares. */
export type Arm = "treatment" | "control";

/** A unit's part in a release. */
export interface Assignment {
  /** The release's id. */
  readonly release: string;
  /** The stage it is in. */
  readonly stage: number;
  /** Where the context is. */
  readonly region: string;
  /** Which variant the unit is served. */
  readonly arm: Arm;
  /** The unit itself; only its hash may leave the application. */
  readonly unit: string;
}

/**
 * The part of a context in the release of a flag. Only units that the flag's default split placed
 * in a bucket take part, and only in the regions that the release has reached.
 *
 * @param evaluation what `evaluate` answered for the same ruleset, flag and context
 * @returns null where no release runs on the flag or the context is not in its population
 */
export function assignmentOf(
  ruleset: Ruleset,
  flagKey: string,
  context: Context,
  { reason, metadata, variant }: Evaluation,
): Assignment | null {
  const flag = ruleset.flag(flagKey);
  const release = flag?.release ?? null;
  if (flag === null || release === null || flag.defaultServe.kind !== "split") {
    return null;
  }
  if (reason !== "SPLIT" || metadata.ruleId !== null || metadata.bucket === NO_BUCKET) {
    return null;
  }
  const region = context.region;
  const arm = armOf(release, variant);
  const unit = unitOf(attribute(context, flag.defaultServe.by));
  if (region === null || arm === null || unit === null || !release.regions.includes(region)) {
    return null;
  }
  return { release: release.id, stage: release.stage, region, arm, unit };
}

/** The parts of a context in all releases that watch a metric. */
export function assignmentsWatching(
  ruleset: Ruleset,
  metric: string,
  context: Context,
): readonly Assignment[] {
  return [...ruleset.releasedFlags].flatMap((key) => {
    if (!ruleset.flag(key)?.release?.metrics.includes(metric)) {
      return [];
    }
    const evaluation = evaluateFlag(ruleset, ruleset.compiled(key), key, context, null, null);
    return assignmentOf(ruleset, key, context, evaluation) ?? [];
  });
}

/** Who takes part in releases. */
export const RELEASES = { assignmentOf, assignmentsWatching };

function armOf(release: ReleaseSpec, variant: string | null): Arm | null {
  if (release.treatment === variant) {
    return "treatment";
  }
  return release.control === variant ? "control" : null;
}
