import type { AttributePath } from "./attribute-path.js";
import { isObject } from "./attribute-value.js";
import type { Leaf } from "./condition.js";
import type { Evaluation } from "./evaluation.js";
import type { Step } from "./explanation.js";

const SHOWN_VALUES = 5;

/**
 * Writes down the steps of an evaluation that is being explained. All the sentences are here, so that whoever explains
 * nothing need not have them.
 */
export class Trace {
  readonly steps: Step[] = [];

  #step(step: string, detail: string, outcome: unknown): void {
    this.steps.push({ step, detail, outcome: String(outcome) });
  }

  enabled(flag: string, holds: boolean): void {
    this.#step("enabled", `whether ${flag} is enabled`, holds);
  }

  prerequisite(
    flag: string,
    wanted: readonly string[],
    variant: string | null,
    holds: boolean,
  ): void {
    const detail = `${flag} must serve ${wanted.join(" or ")}, saw ${variant}`;
    this.#step("prerequisite", detail, holds);
  }

  target(flag: string, key: string | null, holds: boolean): void {
    this.#step("target", `targets of ${flag}, saw ${show(key)}`, holds);
  }

  rule(id: string, holds: boolean): void {
    this.#step("rule", `rule ${id}`, holds);
  }

  condition(leaf: Leaf, value: unknown, holds: boolean): void {
    const detail = `${leaf.attribute} ${described(leaf)}, saw ${show(value)}`;
    this.#step("condition", detail, holds);
  }

  segment(key: string, targetingKey: string | null, why: string, holds: boolean): void {
    this.#step("segment", `"${key}", saw ${show(targetingKey)}, ${why}`, holds);
  }

  inBucket(
    by: AttributePath,
    from: number,
    to: number,
    unit: string | null,
    bucket: number,
    holds: boolean,
  ): void {
    const saw = unit === null ? "no unit" : `bucket ${bucket} of "${unit}"`;
    this.#step("bucket", `${by} in [${from}, ${to}), saw ${saw}`, holds);
  }

  region(region: string | null, isRegional: boolean): void {
    this.#step("region", `saw ${show(region)}`, isRegional ? "regional" : "elsewhere");
  }

  split(by: AttributePath, unit: string | null, bucket: number, variant: string | null): void {
    const detail =
      unit === null
        ? `no unit in ${by}, so the last range`
        : `${by} "${unit}" is in bucket ${bucket}`;
    this.#step("bucket", detail, variant);
  }

  serve({ reason, variant, errorCode }: Evaluation): void {
    this.#step("serve", `reason ${reason}`, variant ?? errorCode);
  }
}

function described(leaf: Leaf): string {
  const [first] = leaf.values;
  const shown = show(leaf.values.length === 1 ? first : leaf.values);
  return (leaf.every ? "every " : "") + leaf.op + (leaf.values.length === 0 ? "" : ` ${shown}`);
}

/** A value as people write it; of a long list, the beginning. */
function show(value: unknown): string {
  if (value === null || value === undefined) {
    return "nothing";
  }
  if (typeof value === "string") {
    return `"${value}"`;
  }
  if (Array.isArray(value)) {
    return showAll(value);
  }
  return isObject(value) ? `an object of ${Object.keys(value).length}` : String(value);
}

function showAll(list: readonly unknown[]): string {
  const shown = list.slice(0, SHOWN_VALUES).map(show).join(", ");
  return list.length > SHOWN_VALUES ? `[${shown}, … ${list.length} in all]` : `[${shown}]`;
}
