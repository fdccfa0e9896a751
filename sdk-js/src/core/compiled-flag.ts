import type { CompiledCondition } from "./compiled-condition.js";
import type { CompiledServe } from "./compiled-serve.js";
import type { ErrorCode } from "./error-code.js";
import { type Evaluation, failed } from "./evaluation.js";
import type { FlagSpec } from "./flag-spec.js";
import type { Prerequisite } from "./prerequisite.js";
import type { Reason } from "./reason.js";
import type { ValueType } from "./value-type.js";

/** Sentences go to applications and, by telemetry, to the server. */
const LONGEST = 1_000;

/** A compiled rule. */
export interface CompiledRule {
  /** As in the evaluation's metadata. */
  readonly id: string;
  readonly when: CompiledCondition;
  readonly serve: CompiledServe;
}

/** A compiled prerequisite. */
export interface CompiledPrerequisite {
  /** Null where the ruleset has no such flag, so that it never holds. */
  readonly flag: CompiledFlag | null;
  readonly spec: Prerequisite;
  /** What the flag answers where it does not hold. */
  readonly unmet: Evaluation;
}

/** Whether a prerequisite holds where its flag serves a variant. */
export function servesWanted(prerequisite: CompiledPrerequisite, variant: string | null): boolean {
  return variant !== null && prerequisite.spec.variants.includes(variant);
}

/** How often a flag served a variant for a reason. */
export interface Tally {
  readonly variant: string | null;
  readonly reason: Reason;
  count: number;
}

/** One flag, ready to be evaluated; everything it can answer without a bucket is made beforehand. */
export class CompiledFlag {
  readonly key: string;
  readonly spec: FlagSpec | null;
  readonly type: ValueType | null;
  /** Whether it is enabled; one that could not be read is not. */
  readonly enabled: boolean;
  /** Whether a release runs on it. */
  readonly released: boolean;

  /** What it answers everybody; null where that depends on the context. */
  always: Evaluation | null = null;

  /** Null where not even the off variant can be served: then {@link broken} is there. */
  off: (Evaluation & { readonly variant: string }) | null = null;

  /** What the flag answers because it could not be compiled; null where it could. */
  broken: Evaluation | null = null;

  prerequisites: readonly CompiledPrerequisite[] = [];
  readonly targets = new Map<string, Evaluation>();
  rules: readonly CompiledRule[] = [];
  /** Not there where the flag is broken, and never asked then. */
  defaultServe!: CompiledServe;

  /** What {@link defaultServe} serves everybody; null where it is a split. */
  constantDefault: Evaluation | null = null;

  /** What it served since that was last reported. */
  tallies: Tally[] = [];

  /** How many steps an evaluation may take, without prerequisites until these are linked. */
  steps = 1;

  /** How many prerequisites lie below one another. */
  depth = 0;

  constructor(key: string, spec: FlagSpec | null) {
    this.key = key;
    this.spec = spec;
    this.type = spec?.type ?? null;
    this.enabled = spec?.enabled ?? false;
    this.released = spec?.release != null;
  }

  /** Finds out whether the answer depends on the context, when the flag's prerequisites know that of themselves. */
  settle(): void {
    this.always = this.#constant();
  }

  #constant(): Evaluation | null {
    if (this.off !== null && !this.enabled) {
      return this.off;
    }
    if (this.broken !== null) {
      return this.broken;
    }
    for (const prerequisite of this.prerequisites) {
      const { flag } = prerequisite;
      if (flag?.enabled && flag.always === null) {
        return null;
      }
      if (!flag?.enabled || !servesWanted(prerequisite, flag.always?.variant ?? null)) {
        return prerequisite.unmet;
      }
    }
    const same = this.targets.size === 0 && this.rules.length === 0;
    return same ? this.constantDefault : null;
  }

  breakWith(code: ErrorCode, detail: string, revision: number): void {
    this.broken = failed(
      code,
      detail.length > LONGEST ? `${detail.slice(0, LONGEST)}…` : detail,
      revision,
    );
  }
}
