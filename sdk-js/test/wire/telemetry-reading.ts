import { RANKS } from "../../src/core/keyed-hash.js";
import type { Problem } from "../../src/core/problem.js";
import { Fields, note } from "../../src/wire/fields.js";
import { isJsonObject } from "../../src/wire/json-object.js";
import type {
  AppliedPosition,
  Evaluations,
  Exposures,
  Outcomes,
  Sampled,
  Sdk,
  TelemetryBatch,
} from "../../src/wire/telemetry-batch.js";

const MAX = Number.MAX_SAFE_INTEGER;
const MAX_STAGE = 2 ** 31 - 1;
const WANTED: Readonly<Record<string, string>> = {
  values: "finite number",
  counts: "whole number from 1",
};

/**
 * Reads a telemetry batch as servers do, which take it by `POST /sdk/v1/telemetry`. Fields that are not known are
 * passed over: an SDK may be newer than its reader.
 *
 * @param problems where problems are added
 * @returns null where something is wrong with it; then there is a problem too
 */
export function readTelemetry(node: unknown, problems: Problem[]): TelemetryBatch | null {
  const before = problems.length;
  const fields = Fields.of(node, "", problems);
  if (fields === null) {
    return null;
  }
  const instance = fields.text("instance");
  if (instance === "" || instance.length > 64) {
    fields.add("instance", "An instance's id has 1 to 64 characters; give it that many.");
  }
  const batch: TelemetryBatch = {
    instance,
    seq: fields.whole("seq", 0, MAX),
    sdk: readSdk(fields.required("sdk"), problems),
    region: fields.optionalText("region"),
    applied: fields.has("applied") ? readApplied(fields.get("applied"), problems) : null,
    evaluations: fields.list("evaluations", (each, at) => readEvaluations(each, at, problems)),
    exposures: fields.list("exposures", (each, at) => readExposures(each, at, problems)),
    outcomes: fields.list("outcomes", (each, at) => readOutcomes(each, at, problems)),
    unsupported: readUnsupported(fields, problems),
    dropped: fields.has("dropped") ? fields.whole("dropped", 0, MAX) : 0,
    digestMismatches: fields.has("digestMismatches") ? fields.whole("digestMismatches", 0, MAX) : 0,
    capabilities: fields.texts("capabilities"),
    sampling: fields.has("sampling") ? fields.whole("sampling", 0, MAX) : null,
    contexts: fields.list("contexts", (each, at) => readSampled(each, at, problems)),
  };
  return problems.length === before ? batch : null;
}

function readSdk(node: unknown, problems: Problem[]): Sdk {
  const fields = node === null ? null : Fields.of(node, "/sdk", problems);
  return fields === null
    ? { name: "", version: "" }
    : { name: fields.text("name"), version: fields.text("version") };
}

function readApplied(node: unknown, problems: Problem[]): AppliedPosition | null {
  const fields = Fields.of(node, "/applied", problems);
  return (
    fields && {
      epoch: fields.whole("epoch", 1, MAX),
      revision: fields.whole("revision", 1, MAX),
      at: fields.text("at"),
    }
  );
}

function readEvaluations(node: unknown, pointer: string, problems: Problem[]): Evaluations | null {
  const fields = Fields.of(node, pointer, problems);
  return (
    fields && {
      flag: fields.text("flag"),
      variant: fields.optionalText("variant"),
      reason: fields.text("reason"),
      count: fields.whole("count", 0, MAX),
    }
  );
}

function readExposures(node: unknown, pointer: string, problems: Problem[]): Exposures | null {
  const fields = Fields.of(node, pointer, problems);
  return (
    fields && {
      release: fields.text("release"),
      stage: fields.whole("stage", 0, MAX_STAGE),
      region: fields.text("region"),
      arm: fields.text("arm"),
      units: fields.texts("units"),
    }
  );
}

function readOutcomes(node: unknown, pointer: string, problems: Problem[]): Outcomes | null {
  const fields = Fields.of(node, pointer, problems);
  if (fields === null) {
    return null;
  }
  const units = fields.texts("units");
  return {
    release: fields.text("release"),
    metric: fields.text("metric"),
    units,
    values: numbers(fields, "values", units.length, Number.isFinite, problems),
    counts:
      numbers(fields, "counts", units.length, isCount, problems) ?? Array(units.length).fill(1),
  };
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0;

/** One number for each unit; null where the member is not there. */
function numbers(
  fields: Fields,
  name: string,
  length: number,
  isOne: (value: unknown) => boolean,
  problems: Problem[],
): readonly number[] | null {
  if (!fields.has(name)) {
    return null;
  }
  const list = fields.list(name, (each, at) => {
    if (!isOne(each)) {
      note(problems, at, `This is none of '${name}'; write a ${WANTED[name]}.`);
    }
    return each as number;
  });
  if (list.length !== length) {
    fields.add(name, `There are ${list.length} of '${name}' for ${length} units; give one each.`);
  }
  return list;
}

function readUnsupported(fields: Fields, problems: Problem[]): ReadonlyMap<string, string> {
  const entries = fields.list("unsupported", (each, at): [string, string] | null => {
    const entry = Fields.of(each, at, problems);
    return entry && [entry.text("flag"), entry.text("detail")];
  });
  return new Map(entries);
}

/** One sampled context of a telemetry batch. */
function readSampled(node: unknown, pointer: string, problems: Problem[]): Sampled | null {
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
