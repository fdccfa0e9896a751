import type { CompiledFlag } from "./compiled-flag.js";
import type { ErrorCode } from "./error-code.js";
import { served } from "./evaluation.js";
import { MOST_STEPS } from "./in-segment.js";
import { metadataOf, NO_BUCKET } from "./metadata.js";
import { References } from "./references.js";

/**
 * Gives flags direct references to their prerequisites, and finds those that go round in a circle.
 *
 * @param settle is called with each flag once all that it depends on is settled
 * @param refuse is called with what is wrong with a flag's prerequisites
 */
export function linkPrerequisites(
  flags: ReadonlyMap<string, CompiledFlag>,
  revision: number,
  settle: (flag: CompiledFlag) => void,
  refuse: (flag: CompiledFlag, code: ErrorCode, detail: string) => void,
): void {
  const named = new Map<string, ReadonlySet<string>>();
  for (const [key, { spec }] of flags) {
    named.set(key, new Set(spec?.prerequisites.map((prerequisite) => prerequisite.flag)));
  }
  const references = References.of(named);
  for (const key of references.order) {
    const flag = flags.get(key);
    if (flag !== undefined) {
      link(flag, flags, revision);
      settle(flag);
    }
  }
  for (const key of references.cyclic.keys()) {
    const flag = flags.get(key);
    if (flag !== undefined) {
      const way = references.cycleFrom(key);
      const detail = `Prerequisites lead round in a circle (${way}); remove one of them.`;
      refuse(flag, "GENERAL", detail);
      flag.settle();
    }
  }
}

function link(
  flag: CompiledFlag,
  flags: ReadonlyMap<string, CompiledFlag>,
  revision: number,
): void {
  const { off, spec } = flag;
  if (off === null || spec === null) {
    return; // nothing to serve, so it is broken and never gets as far as its prerequisites
  }
  flag.prerequisites = spec.prerequisites.map((prerequisite) => {
    const other = flags.get(prerequisite.flag) ?? null;
    if (other !== null) {
      flag.steps = Math.min(flag.steps + other.steps, MOST_STEPS);
      flag.depth = Math.max(flag.depth, other.depth + 1);
    }
    const metadata = metadataOf(revision, null, NO_BUCKET, prerequisite.flag);
    const unmet = served(off.value, off.variant, "DISABLED", metadata);
    return { flag: other, spec: prerequisite, unmet };
  });
}
