import { bucketCondition } from "./bucket-condition.js";
import { BUCKETS } from "./bucketing.js";
import type { CompiledCondition } from "./compiled-condition.js";
import type { Condition, InBucket, Leaf } from "./condition.js";
import type { Findings } from "./findings.js";
import { mayBeUnsalted } from "./hash.js";
import type { Limits } from "./limits.js";
import { compileMatch } from "./matches.js";
import { knownOperators, operatorOf } from "./operator.js";
import { pointerAt } from "./problem.js";
import type { SegmentCondition } from "./segment-condition.js";
import type { SegmentSpec } from "./segment-spec.js";
import type { Shared } from "./shared.js";

/** Segments that name segments add up; the sum of very many stays a number that can be compared. */
export const MOST_STEPS = 1_073_741_823;

/** Stands where a condition could not be compiled; its flag is broken, so it is never asked. */
export const NEVER: CompiledCondition = () => false;

/** Compiles the conditions of one flag or one segment, and counts what it compiles. */
export class ConditionCompiler {
  readonly #segments: ReadonlyMap<string, SegmentCondition>;
  readonly #known: ReadonlyMap<string, SegmentSpec>;
  readonly #shared: Shared;
  readonly #findings: Findings;
  readonly #limits: Limits;
  #steps = 0;
  #depth = 0;

  /**
   * @param segments those compiled already
   * @param known all there are, also those that could not be compiled
   */
  constructor(
    segments: ReadonlyMap<string, SegmentCondition>,
    known: ReadonlyMap<string, SegmentSpec>,
    shared: Shared,
    findings: Findings,
    limits: Limits,
  ) {
    this.#segments = segments;
    this.#known = known;
    this.#shared = shared;
    this.#findings = findings;
    this.#limits = limits;
  }

  /** How many conditions an evaluation may have to look at, those of segments included. */
  get steps(): number {
    return this.#steps;
  }

  /** How deep they nest, those of segments included. */
  get depth(): number {
    return this.#depth;
  }

  compile(condition: Condition, pointer: string, depth = 1): CompiledCondition {
    if (depth > this.#limits.depth) {
      return this.#broken(
        pointer,
        `Conditions nest deeper than ${this.#limits.depth}; use a segment for a part.`,
      );
    }
    this.#steps++;
    this.#depth = Math.max(this.#depth, depth);
    switch (condition.kind) {
      case "all": {
        const parts = this.#compileAll(condition.conditions, `${pointer}/all`, depth);
        return (context, trace) => parts.every((part) => part(context, trace));
      }
      case "any": {
        const parts = this.#compileAll(condition.conditions, `${pointer}/any`, depth);
        return (context, trace) => parts.some((part) => part(context, trace));
      }
      case "not": {
        const part = this.compile(condition.condition, `${pointer}/not`, depth + 1);
        return (context, trace) => !part(context, trace);
      }
      case "inSegment":
        return this.#segment(condition.segment, `${pointer}/segment`, depth);
      case "inBucket":
        return this.#bucket(condition, `${pointer}/bucket`);
      case "leaf":
        return this.#leaf(condition, condition.every ? `${pointer}/every` : pointer);
      case "unknown":
        return this.#broken(pointer, condition.detail);
    }
  }

  #compileAll(
    conditions: readonly Condition[],
    pointer: string,
    depth: number,
  ): CompiledCondition[] {
    return conditions.map((part, i) => this.compile(part, pointerAt(pointer, i), depth + 1));
  }

  #segment(key: string, pointer: string, depth: number): CompiledCondition {
    const segment = this.#segments.get(key);
    if (segment !== undefined && segment.broken !== null) {
      this.#findings.inherit(segment.broken);
      return NEVER;
    }
    if (segment !== undefined && depth + segment.depth > this.#limits.depth) {
      return this.#broken(
        pointer,
        `With those of the segment '${key}' conditions nest deeper than ${this.#limits.depth}; name it further up.`,
      );
    }
    if (segment !== undefined) {
      this.#depth = Math.max(this.#depth, depth + segment.depth);
      this.#steps = Math.min(this.#steps + segment.steps, MOST_STEPS);
      return segment.holds;
    }
    if (!this.#known.has(key)) {
      return this.#broken(pointer, `There is no segment '${key}'; create it or name another.`);
    }
    this.#findings.inherit(`The segment '${key}' cannot be evaluated; correct it first.`);
    return NEVER;
  }

  #bucket(spec: InBucket, pointer: string): CompiledCondition {
    const wrong = this.#shared.hashProblem(spec.hash);
    if (wrong !== null) {
      return this.#broken(pointer + wrong.pointer, wrong.detail);
    }
    if (spec.salt === null || (spec.salt === "" && !mayBeUnsalted(spec.hash))) {
      return this.#broken(
        `${pointer}/salt`,
        "A bucket condition needs a salt; give the one of the split it follows.",
      );
    }
    if (spec.from < 0 || spec.to > BUCKETS || spec.from >= spec.to) {
      return this.#broken(pointer, "Buckets go from 0 to 100000; let 'from' be less than 'to'.");
    }
    const bucketOf = this.#shared.bucketer(spec.hash, spec.salt);
    return bucketCondition(spec, this.#shared.path(spec.by), bucketOf);
  }

  #leaf(leaf: Leaf, pointer: string): CompiledCondition {
    const operator = operatorOf(leaf.op);
    if (operator === null) {
      return this.#broken(
        `${pointer}/op`,
        `Unknown operator '${leaf.op}'; use one of ${knownOperators()}.`,
      );
    }
    if (leaf.attribute === "") {
      return this.#broken(`${pointer}/attribute`, "The attribute's name is empty; name one.");
    }
    if (leaf.ignoreCase && operator !== "in") {
      return this.#broken(
        `${pointer}/ignoreCase`,
        "Only the operator 'in' can ignore case; remove it.",
      );
    }
    const match = compileMatch(leaf, operator, pointer, this.#findings, this.#shared);
    return match === null ? NEVER : this.#shared.leaf(leaf, operator, match);
  }

  #broken(pointer: string, detail: string): CompiledCondition {
    this.#findings.add(pointer, detail);
    return NEVER;
  }
}
