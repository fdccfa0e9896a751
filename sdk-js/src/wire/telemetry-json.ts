import type { JsonObject } from "./json.js";
import { writeSampled } from "./sampled-json.js";
import type { Outcomes, TelemetryBatch } from "./telemetry-batch.js";

/** The batch as `POST /sdk/v1/telemetry` takes it; what is empty is left out. */
export function writeTelemetry(batch: TelemetryBatch): JsonObject {
  const { instance, seq, sdk, region, applied, evaluations, exposures, outcomes } = batch;
  const { capabilities, sampling, contexts } = batch;
  const unsupported = Array.from(batch.unsupported, ([flag, detail]) => ({ flag, detail }));
  return {
    instance,
    seq,
    sdk,
    ...(region === null ? {} : { region }),
    ...(applied === null ? {} : { applied }),
    ...(evaluations.length === 0 ? {} : { evaluations }),
    ...(exposures.length === 0 ? {} : { exposures }),
    ...(outcomes.length === 0 ? {} : { outcomes: outcomes.map(writeOutcomes) }),
    ...(unsupported.length === 0 ? {} : { unsupported }),
    ...(capabilities.length === 0 ? {} : { capabilities }),
    ...(sampling === null ? {} : { sampling }),
    ...(contexts.length === 0 ? {} : { contexts: contexts.map(writeSampled) }),
    dropped: batch.dropped,
    digestMismatches: batch.digestMismatches,
  };
}

function writeOutcomes({ release, metric, units, values, counts }: Outcomes): JsonObject {
  return {
    release,
    metric,
    units,
    ...(values === null ? {} : { values }),
    ...(counts.every((count) => count === 1) ? {} : { counts }),
  };
}
