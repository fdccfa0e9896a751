import { RANKS } from "../core/keyed-hash.js";
import type { Problem } from "../core/problem.js";
import { isJsonObject, member, parseJson } from "./json.js";
import type { SamplingRules } from "./sampling-rules.js";
import { members, object, optional, some, text, whole } from "./shapes.js";

const KEY = /^[!-~]{16,64}$/;

const RULES = object({
  version: whole(1, Number.MAX_SAFE_INTEGER),
  key: text,
  clear: some(text),
  below: optional(members(whole(0, RANKS)), new Map<string, number>()),
});

/**
 * The rules in what the server answers to telemetry; null where there are none, or they make no
 * sense: the server then wants no contexts.
 */
export function readSampling(answer: string): SamplingRules | null {
  try {
    const node = parseJson(answer);
    return rules(isJsonObject(node) ? member(node, "sampling") : null);
  } catch {
    return null;
  }
}

function rules(node: unknown): SamplingRules | null {
  const problems: Problem[] = [];
  const read = RULES(node, "", { mode: "lenient", problems });
  return read !== null && problems.length === 0 && KEY.test(read.key) ? read : null;
}
