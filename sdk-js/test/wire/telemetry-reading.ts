import { RANKS } from "../../src/core/keyed-hash.js";
import type { Problem } from "../../src/core/problem.js";
import { isJsonObject } from "../../src/wire/json.js";
import {
  as,
  list,
  note,
  object,
  optional,
  type Shape,
  some,
  text,
  whole,
} from "../../src/wire/shapes.js";
import type { Outcomes, Sampled, TelemetryBatch } from "../../src/wire/telemetry-batch.js";

const MAX = Number.MAX_SAFE_INTEGER;
const MAX_STAGE = 2 ** 31 - 1;

const instance: Shape<string> = (node, at, notes) => {
  const id = text(node, at, notes);
  if (id === "" || id.length > 64) {
    note(notes, at, "An instance's id has 1 to 64 characters.");
  }
  return id;
};

const value: Shape<number> = (node, at, notes) => {
  if (!Number.isFinite(node)) {
    note(notes, at, "This is no finite number.");
  }
  return node as number;
};

const OUTCOMES: Shape<Outcomes | null> = as(
  object({
    release: text,
    metric: text,
    units: some(text),
    values: optional(list(value), null),
    counts: optional(list(whole(1, MAX)), null),
  }),
  ({ counts, ...outcomes }, at, notes) => {
    const { values, units } = outcomes;
    for (const [name, numbers] of Object.entries({ values, counts })) {
      if (numbers !== null && numbers.length !== units.length) {
        note(notes, `${at}/${name}`, `There are not as many '${name}' as units.`);
      }
    }
    return { ...outcomes, counts: counts ?? units.map(() => 1) };
  },
);

const anything: Shape<ReadonlyMap<string, unknown>> = (node) =>
  new Map(isJsonObject(node) ? Object.entries(node) : []);

/** One sampled context of a telemetry batch. */
const SAMPLED: Shape<Sampled | null> = object({
  unit: text,
  rank: whole(0, RANKS - 1),
  region: optional(text, null),
  clear: anything,
  hashed: anything,
  withheld: some(text),
});

const BATCH = object({
  instance,
  seq: whole(0, MAX),
  sdk: object({ name: text, version: text }),
  region: optional(text, null),
  applied: optional(object({ epoch: whole(1, MAX), revision: whole(1, MAX), at: text }), null),
  evaluations: some(
    object({ flag: text, variant: optional(text, null), reason: text, count: whole(0, MAX) }),
  ),
  exposures: some(
    object({
      release: text,
      stage: whole(0, MAX_STAGE),
      region: text,
      arm: text,
      units: some(text),
    }),
  ),
  outcomes: some(OUTCOMES),
  unsupported: some(object({ flag: text, detail: text })),
  dropped: optional(whole(0, MAX), 0),
  digestMismatches: optional(whole(0, MAX), 0),
  capabilities: some(text),
  sampling: optional(whole(0, MAX), null),
  contexts: some(SAMPLED),
});

/**
 * Reads a telemetry batch as servers do, which take it by `POST /sdk/v1/telemetry`. Fields that are not known are
 * passed over: an SDK may be newer than its reader.
 *
 * @param problems where problems are added
 * @returns null where something is wrong with it; then there is a problem too
 */
export function readTelemetry(node: unknown, problems: Problem[]): TelemetryBatch | null {
  const before = problems.length;
  const read = BATCH(node, "", { mode: "lenient", problems });
  if (read === null || read.sdk === null || problems.length > before) {
    return null;
  }
  const unsupported = read.unsupported.map(({ flag, detail }) => [flag, detail] as const);
  return { ...read, sdk: read.sdk, unsupported: new Map(unsupported) };
}
