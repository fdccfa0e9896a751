import { RANKS } from "../core/keyed-hash.js";
import type { Problem } from "../core/problem.js";
import { Fields } from "./fields.js";
import { parseJson } from "./json.js";
import { isJsonObject, member } from "./json-object.js";
import type { SamplingRules } from "./sampling-rules.js";

const KEY = /^[!-~]{16,64}$/;

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
  const fields = Fields.of(node, "", problems);
  if (fields === null) {
    return null;
  }
  const regions = fields.has("below") ? Fields.of(fields.get("below"), "/below", problems) : null;
  const below = regions?.names().map((name) => [name, regions.whole(name, 0, RANKS)] as const);
  const read = {
    version: fields.whole("version", 1, Number.MAX_SAFE_INTEGER),
    key: fields.text("key"),
    clear: fields.texts("clear"),
    below: new Map(below),
  };
  return problems.length === 0 && KEY.test(read.key) ? read : null;
}
