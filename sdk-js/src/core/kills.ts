import type { FlagSpec } from "./flag-spec.js";
import type { RulesetSpec } from "./ruleset-spec.js";

/** Flags that serve one variant whatever their ruleset says. */
export interface Kills {
  /** The key of the project that is meant. */
  readonly project: string;
  /** The key of the environment that is meant. */
  readonly environment: string;
  /** What each serves, by flag key; null is the flag's own off variant. */
  readonly variants: ReadonlyMap<string, string | null>;
}

/**
 * A ruleset in which the killed flags are off, and serve what the kill says. What is about another environment, a flag
 * that is not there or a variant that the flag does not have, has no effect.
 */
export function killsOver(
  { project, environment, variants }: Kills,
  spec: RulesetSpec,
): RulesetSpec {
  if (project !== spec.project || environment !== spec.environment) {
    return spec;
  }
  const flags = new Map(spec.flags);
  for (const [key, variant] of variants) {
    const flag = flags.get(key);
    const served = variant ?? flag?.offVariant ?? "";
    if (flag?.variants.has(served)) {
      flags.set(key, killed(flag, served));
    }
  }
  return { ...spec, flags };
}

/** The same flag, off: it serves the variant to everybody, and no release runs on it. */
function killed(flag: FlagSpec, variant: string): FlagSpec {
  return {
    ...flag,
    enabled: false,
    offVariant: variant,
    prerequisites: [],
    targets: [],
    rules: [],
    defaultServe: { kind: "variant", variant },
    release: null,
  };
}
