import type { CompiledFlag, CompiledPrerequisite } from "./compiled-flag.js";
import { MOST_STEPS } from "./condition-compiler.js";
import type { ErrorCode } from "./error-code.js";
import { served } from "./evaluation.js";
import type { Limits } from "./limits.js";
import { metadataOf, NO_BUCKET } from "./metadata.js";
import { type Problem, pointerAt } from "./problem.js";
import { References } from "./references.js";

/** Gives flags direct references to their prerequisites, and finds those that go round in a circle. */
export class PrerequisiteLinker {
  readonly #flags: ReadonlyMap<string, CompiledFlag>;
  readonly #revision: number;
  readonly #limits: Limits;
  readonly #problems: Problem[];

  constructor(
    flags: ReadonlyMap<string, CompiledFlag>,
    revision: number,
    limits: Limits,
    problems: Problem[],
  ) {
    this.#flags = flags;
    this.#revision = revision;
    this.#limits = limits;
    this.#problems = problems;
  }

  link(): void {
    const named = new Map<string, ReadonlySet<string>>();
    for (const [key, flag] of this.#flags) {
      named.set(key, new Set(flag.spec?.prerequisites.map((prerequisite) => prerequisite.flag)));
    }
    const references = References.of(named);
    for (const key of references.order) {
      const flag = this.#flags.get(key);
      if (flag !== undefined) {
        this.#link(flag);
        flag.settle();
      }
    }
    for (const key of references.cyclic.keys()) {
      const flag = this.#flags.get(key);
      if (flag !== undefined) {
        const way = references.cycleFrom(key);
        const detail = `Prerequisites lead round in a circle (${way}); remove one of them.`;
        this.#refuse(flag, "GENERAL", detail);
        flag.settle();
      }
    }
  }

  #link(flag: CompiledFlag): void {
    const off = flag.off;
    if (off === null || flag.spec === null) {
      return; // nothing to serve, so it is broken and never gets as far as its prerequisites
    }
    const prerequisites: CompiledPrerequisite[] = [];
    for (const spec of flag.spec.prerequisites) {
      const other = this.#flags.get(spec.flag) ?? null;
      const metadata = metadataOf(this.#revision, null, NO_BUCKET, spec.flag);
      const unmet = served(off.value, off.variant, "DISABLED", metadata);
      prerequisites.push({ flag: other, spec, unmet });
      if (other !== null) {
        flag.steps = Math.min(flag.steps + other.steps, MOST_STEPS);
        flag.depth = Math.max(flag.depth, other.depth + 1);
      }
    }
    flag.prerequisites = prerequisites;
    const { steps, depth } = this.#limits;
    if (flag.steps > steps || flag.depth > depth) {
      this.#refuse(
        flag,
        "PARSE_ERROR",
        `An evaluation takes more than ${steps} steps or its prerequisites lie more than ${depth} deep; make the flag simpler.`,
      );
    }
  }

  #refuse(flag: CompiledFlag, code: ErrorCode, detail: string): void {
    flag.breakWith(code, detail, this.#revision);
    this.#problems.push({ pointer: `${pointerAt("/flags", flag.key)}/prerequisites`, detail });
  }
}
