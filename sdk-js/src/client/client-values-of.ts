import type { Context } from "../core/context.js";
import type { Evaluation } from "../core/evaluation.js";
import { evaluate } from "../core/evaluator.js";
import type { Ruleset } from "../core/ruleset.js";
import type { ClientAnswer, ClientValues } from "../wire/client-values.js";

/** What the flags that browsers may see answer a context, as the server would write it. */
export function clientValuesOf(ruleset: Ruleset, context: Context): ClientValues {
  const flags: [string, ClientAnswer][] = [];
  for (const { key } of ruleset.flags()) {
    if (ruleset.flag(key)?.clientVisible) {
      flags.push([key, answerOf(evaluate(ruleset, key, context, null))]);
    }
  }
  const { epoch, revision } = ruleset;
  return { epoch, revision, flags: Object.fromEntries(flags) };
}

function answerOf({ value, variant, reason, errorCode, errorMessage }: Evaluation): ClientAnswer {
  return {
    ...(value !== null && { value }),
    ...(variant !== null && { variant }),
    reason,
    ...(errorCode !== null && { errorCode }),
    ...(errorMessage !== null && { errorMessage }),
  };
}
