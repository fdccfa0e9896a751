import { ALL_EXTRAS } from "./all-extras.js";
import type { FlagSpec } from "./flag-spec.js";
import type { Limits } from "./limits.js";
import type { Prerequisite } from "./prerequisite.js";
import { type Problem, pointerAt } from "./problem.js";
import { Ruleset } from "./ruleset.js";
import type { RulesetSpec } from "./ruleset-spec.js";
import { NO_VARIANT } from "./sentence-names.js";
import { say } from "./sentences.js";

const KEY = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/**
 * Everything that is wrong with a ruleset, the keys that travel apart from it aside: also names, sizes, and names of
 * things that are not there, with which it could be evaluated.
 *
 * @param limits how large it may be
 * @returns empty where nothing is wrong; pointers start at the ruleset's root
 */
export function checkRuleset(spec: RulesetSpec, limits: Limits): readonly Problem[] {
  const problems: Problem[] = [];
  Ruleset.compile(spec, null, ALL_EXTRAS, limits, problems);
  new RulesetCheck(spec, limits, problems).check();
  return problems;
}

class RulesetCheck {
  readonly #spec: RulesetSpec;
  readonly #limits: Limits;
  readonly #problems: Problem[];

  constructor(spec: RulesetSpec, limits: Limits, problems: Problem[]) {
    this.#spec = spec;
    this.#limits = limits;
    this.#problems = problems;
  }

  check(): void {
    this.#count("/flags", this.#spec.flags.size, this.#limits.flags);
    this.#count("/segments", this.#spec.segments.size, this.#limits.segments);
    for (const [key, flag] of this.#spec.flags) {
      const pointer = pointerAt("/flags", key);
      this.#key(pointer, key);
      this.#flag(pointer, flag);
    }
    for (const key of this.#spec.segments.keys()) {
      this.#key(pointerAt("/segments", key), key);
    }
    for (const key of this.#spec.regionGroups.keys()) {
      this.#key(pointerAt("/regionGroups", key), key);
    }
  }

  #count(pointer: string, size: number, limit: number): void {
    if (size > limit) {
      this.#add(pointer, `There are ${size} where ${limit} are the most; remove some.`);
    }
  }

  #key(pointer: string, key: string): void {
    if (!KEY.test(key)) {
      this.#add(
        pointer,
        "A key has 1 to 64 of a-z, 0-9, '.', '_' and '-' and begins with a letter or digit; rename it.",
      );
    }
  }

  #flag(pointer: string, flag: FlagSpec): void {
    this.#count(`${pointer}/variants`, flag.variants.size, this.#limits.variants);
    if (flag.rules.length > this.#limits.rules) {
      this.#add(
        `${pointer}/rules`,
        `There are more than ${this.#limits.rules} rules; use segments.`,
      );
    }
    for (const [i, prerequisite] of flag.prerequisites.entries()) {
      this.#prerequisite(pointerAt(`${pointer}/prerequisites`, i), prerequisite);
    }
    if (flag.release !== null) {
      this.#variant(`${pointer}/release/treatment`, flag, flag.release.treatment);
      this.#variant(`${pointer}/release/control`, flag, flag.release.control);
    }
  }

  #prerequisite(pointer: string, prerequisite: Prerequisite): void {
    const other = this.#spec.flags.get(prerequisite.flag);
    if (other === undefined) {
      if (!this.#spec.unreadable.has(prerequisite.flag)) {
        this.#add(
          `${pointer}/flag`,
          `There is no flag '${prerequisite.flag}'; create it or name another.`,
        );
      }
      return;
    }
    if (prerequisite.variants.length === 0) {
      this.#add(`${pointer}/variants`, "No variant satisfies the prerequisite; name at least one.");
    }
    for (const [i, variant] of prerequisite.variants.entries()) {
      this.#variant(pointerAt(`${pointer}/variants`, i), other, variant);
    }
  }

  #variant(pointer: string, flag: FlagSpec, variant: string): void {
    if (!flag.variants.has(variant)) {
      this.#add(pointer, say(NO_VARIANT, variant, flag.variants.keys()));
    }
  }

  #add(pointer: string, detail: string): void {
    this.#problems.push({ pointer, detail });
  }
}
