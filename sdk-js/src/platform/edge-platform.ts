import type { TelemetryPlatform } from "../telemetry/telemetry-config.js";

/** What every web platform has. Nothing is called later: between two requests nothing runs. */
export const EDGE_PLATFORM: TelemetryPlatform = {
  fetch: (input, init) => fetch(input, init),
  now: () => performance.now(),
  random: () => Math.random(),
  uuid: () => crypto.randomUUID(),
  after: () => () => {},
};
