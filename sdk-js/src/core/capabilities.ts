import { HASHES } from "./hash-check.js";
import { OPERATORS } from "./operators.js";

/**
 * What this version can evaluate: operators by their names, hashes, and what else a server may ask
 * of an SDK. Told with telemetry, so that the server knows beforehand who would not understand a flag.
 */
export const CAPABILITIES: readonly string[] = [
  ...OPERATORS,
  ...HASHES.map((name) => `hash:${name}`),
  "bucket",
  "every",
  "large-segments",
];
