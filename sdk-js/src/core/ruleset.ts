import type { RELEASES } from "./assignment.js";
import { CompiledFlag } from "./compiled-flag.js";
import type { ErrorCode } from "./error-code.js";
import type { Extra, Extras } from "./extras.js";
import { Findings } from "./findings.js";
import { compileFlag } from "./flag-compiler.js";
import type { FlagSpec } from "./flag-spec.js";
import type { LargeSegment } from "./large-segment.js";
import { type CompileLimits, SDK_LIMITS } from "./limits.js";
import { type Problem, pointerAt } from "./problem.js";
import type { RulesetSpec } from "./ruleset-spec.js";
import { TOO_LONG } from "./sentence-names.js";
import { Shared } from "./shared.js";

/** One environment's flags at one revision, compiled and immutable. Two are equal only if they are the same object. */
export class Ruleset {
  /** What it was compiled from. */
  readonly spec: RulesetSpec;
  /** The keys of the flags that a release runs on. */
  readonly releasedFlags: ReadonlySet<string>;
  /** Finds out who takes part in them; undefined where there are none. */
  readonly releases: typeof RELEASES | undefined;
  /** The extras without which some flags are broken; compiled again with them they would not be. */
  readonly missing: ReadonlySet<Extra>;
  readonly #flags: ReadonlyMap<string, CompiledFlag>;

  private constructor(spec: RulesetSpec, flags: ReadonlyMap<string, CompiledFlag>, shared: Shared) {
    this.spec = spec;
    const released = [...spec.flags].filter(([, flag]) => flag.release !== null);
    this.releasedFlags = new Set(released.map(([key]) => key));
    this.releases = released.length > 0 ? shared.extra("releases") : undefined;
    this.missing = shared.missing;
    this.#flags = flags;
  }

  /**
   * Compiles a ruleset. Never throws for what is in it: a flag that cannot be understood becomes one
   * that answers `PARSE_ERROR`, and the others are as if it were not there. So does one whose
   * segment's keys travel apart from the ruleset and are not there in the version it names.
   *
   * @param large those keys, by segment key; null where it is compiled without them
   * @param extras what it may use; see {@link missing}
   * @param limits how deep and how far an evaluation may go
   * @param problems where everything is added that is wrong; pointers start at the ruleset's root
   */
  static compile(
    spec: RulesetSpec,
    large: ReadonlyMap<string, LargeSegment> | null,
    extras: Extras,
    limits: CompileLimits = SDK_LIMITS,
    problems: Problem[] = [],
  ): Ruleset {
    const shared = new Shared(spec, extras, limits);
    if (spec.segments.size > 0) {
      shared.extra("segments")?.compileSegments(shared, large, problems);
    }
    const flags = new Map<string, CompiledFlag>();
    for (const [key, flag] of spec.flags) {
      const findings = new Findings(shared, problems);
      flags.set(key, compileFlag(key, flag, shared, findings));
    }
    for (const [key, detail] of spec.unreadable) {
      const flag = new CompiledFlag(key, null);
      flag.breakWith("PARSE_ERROR", detail, spec.revision);
      flags.set(key, flag);
      new Findings(shared, problems).add(pointerAt("/flags", key), detail);
    }
    const refuse = (flag: CompiledFlag, code: ErrorCode, detail: string) => {
      flag.breakWith(code, detail, spec.revision);
      new Findings(shared, problems).add(`${pointerAt("/flags", flag.key)}/prerequisites`, detail);
    };
    const settle = (flag: CompiledFlag) => {
      if (flag.off !== null && (flag.steps > limits.steps || flag.depth > limits.depth)) {
        const { steps, depth } = limits;
        refuse(flag, "PARSE_ERROR", shared.say(TOO_LONG, steps, depth));
      }
      flag.settle();
    };
    if (extras.prerequisites) {
      extras.prerequisites(flags, spec.revision, settle, refuse);
    } else {
      flags.forEach(settle);
    }
    return new Ruleset(spec, flags, shared);
  }

  /** The lineage of the environment's revisions. */
  get epoch(): number {
    return this.spec.epoch;
  }

  /** The number of the last change within the epoch. */
  get revision(): number {
    return this.spec.revision;
  }

  /** A flag as it was written; null where there is no such flag, or it could not be read. */
  flag(key: string): FlagSpec | null {
    return this.spec.flags.get(key) ?? null;
  }

  /** All flags as the evaluator takes them, those that could not be understood included. */
  flags(): Iterable<CompiledFlag> {
    return this.#flags.values();
  }

  /** A flag as the evaluator takes it, null where there is none. */
  compiled(key: string): CompiledFlag | null {
    return this.#flags.get(key) ?? null;
  }
}
