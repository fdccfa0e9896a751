import { type Hash, PERCENT } from "./hash.js";
import type { Problem } from "./problem.js";

/** The hashes of this version. */
export const HASHES: readonly string[] = [
  "murmur3",
  "unleash",
  "launchdarkly",
  "growthbook-1",
  "growthbook-2",
  "flagd",
];

/** What is wrong with a hash and where, the pointer relative to what has it; null where nothing is. */
export function hashProblem(hash: Hash): Problem | null {
  if (!HASHES.includes(hash.name)) {
    const detail = `Unknown hash '${hash.name}'; use one of ${HASHES.join(", ")}.`;
    return { pointer: "/hash", detail };
  }
  const unleash = hash.name === "unleash";
  if (hash.seed !== 0 && !unleash) {
    return { pointer: "/seed", detail: "Only the hash 'unleash' takes a seed; remove it." };
  }
  if (hash.of !== PERCENT && !unleash && hash.name !== "flagd") {
    return {
      pointer: "/of",
      detail: "Only the hashes 'unleash' and 'flagd' take 'of'; remove it.",
    };
  }
  return null;
}
