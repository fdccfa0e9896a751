import { isObject } from "./attribute-value.js";
import type { Step } from "./explanation.js";

const SHOWN_VALUES = 5;

/** Writes down the steps of an evaluation that is being explained. */
export class Trace {
  readonly steps: Step[] = [];

  step(step: string, detail: string, outcome: unknown): void {
    this.steps.push({ step, detail, outcome: String(outcome) });
  }
}

/** A value as people write it; of a long list, the beginning. */
export function show(value: unknown): string {
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
