import { RANKS } from "../core/keyed-hash.js";
import type { Problem } from "../core/problem.js";
import { Fields } from "./fields.js";
import { isJsonObject, type JsonObject, jsonObject } from "./json.js";
import type { Sampled } from "./telemetry-batch.js";

/** One sampled context of a telemetry batch. */
export function readSampled(node: unknown, pointer: string, problems: Problem[]): Sampled | null {
  const fields = Fields.of(node, pointer, problems);
  return (
    fields && {
      unit: fields.text("unit"),
      rank: fields.whole("rank", 0, RANKS - 1),
      region: fields.optionalText("region"),
      clear: members(fields.get("clear")),
      hashed: members(fields.get("hashed")),
      withheld: fields.texts("withheld"),
    }
  );
}

function members(node: unknown): ReadonlyMap<string, unknown> {
  return new Map(isJsonObject(node) ? Object.entries(node) : []);
}

/** The context as {@link readSampled} takes it; what is empty is left out. */
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
