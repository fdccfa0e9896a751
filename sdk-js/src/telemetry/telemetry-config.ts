import type { Platform } from "../platform/platform.js";
import type { Sdk } from "../wire/telemetry-batch.js";
import type { ContextSample } from "./context-sample.js";

/** What telemetry needs of the machine it runs on. */
export type TelemetryPlatform = Pick<Platform, "fetch" | "now" | "random" | "uuid" | "after">;

/** Where telemetry goes. */
export interface TelemetryConfig {
  /** The endpoint's address. */
  readonly endpoint: string;
  readonly sdkKey: string;
  /** Which SDK it is. */
  readonly sdk: Sdk;
  readonly region: string | null;
  readonly timing: TelemetryTiming;
  /** What of the contexts that ask is sent; null where nothing is. */
  readonly contexts: ContextSample | null;
}

/** How often, and how long to wait for what; all in milliseconds. */
export interface TelemetryTiming {
  /** Between batches while no release runs. */
  readonly idle: number;
  /** Between batches while one does. */
  readonly release: number;
  /** After a new revision, at most. */
  readonly receipt: number;
  /** For the server to answer. */
  readonly answer: number;
  /** For the last batch to be taken. */
  readonly close: number;
}

/** What fits a server in production. */
export const DEFAULT_TELEMETRY_TIMING: TelemetryTiming = {
  idle: 30_000,
  release: 2_000,
  receipt: 1_000,
  answer: 10_000,
  close: 1_500,
};
