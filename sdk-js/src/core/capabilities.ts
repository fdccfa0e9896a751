import { HASHES } from "./hash-check.js";
import type { Operator } from "./operator.js";

const OPERATORS: readonly Operator[] = [
  "in",
  "contains",
  "startsWith",
  "endsWith",
  "matches",
  "<",
  "<=",
  ">",
  ">=",
  "before",
  "after",
  "semver=",
  "semver<",
  "semver<=",
  "semver>",
  "semver>=",
  "cidr",
  "exists",
];

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
