import type { CompiledCondition } from "./compiled-condition.js";
import type { CompiledServe } from "./compiled-serve.js";
import type { ErrorCode } from "./error-code.js";
import { type Evaluation, failed } from "./evaluation.js";
import type { FlagSpec } from "./flag-spec.js";
import { sentence } from "./names.js";
import type { Prerequisite } from "./prerequisite.js";

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

/** One flag, ready to be evaluated; everything it can answer without a bucket is made beforehand. */
export class CompiledFlag {
  readonly key: string;
  readonly spec: FlagSpec | null;

  /** Null where not even the off variant can be served: then {@link broken} is there. */
  off: (Evaluation & { readonly variant: string }) | null = null;

  /** What the flag answers because it could not be compiled; null where it could. */
  broken: Evaluation | null = null;

  prerequisites: readonly CompiledPrerequisite[] = [];
  readonly targets = new Map<string, Evaluation>();
  rules: readonly CompiledRule[] = [];
  defaultServe: CompiledServe = () => {
    throw new Error("not compiled");
  };

  /** How many steps an evaluation may take, without prerequisites until these are linked. */
  steps = 1;

  /** How many prerequisites lie below one another. */
  depth = 0;

  constructor(key: string, spec: FlagSpec | null) {
    this.key = key;
    this.spec = spec;
  }

  get enabled(): boolean {
    return this.spec?.enabled ?? false;
  }

  breakWith(code: ErrorCode, detail: string, revision: number): void {
    this.broken = failed(code, sentence(detail), revision);
  }
}
