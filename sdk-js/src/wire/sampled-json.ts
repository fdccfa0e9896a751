import type { JsonObject } from "./json.js";
import { jsonObject } from "./json-object.js";
import type { Sampled } from "./telemetry-batch.js";

/** One sampled context of a telemetry batch; what is empty is left out. */
export function writeSampled(context: Sampled): JsonObject {
  const { unit, rank, region, clear, hashed, withheld } = context;
  return {
    unit,
    rank,
    ...(region === null ? {} : { region }),
    ...(clear.size === 0 ? {} : { clear: jsonObject(clear, asItIs) }),
    ...(hashed.size === 0 ? {} : { hashed: jsonObject(hashed, asItIs) }),
    ...(withheld.length === 0 ? {} : { withheld }),
  };
}

function asItIs(value: unknown): unknown {
  return value;
}
