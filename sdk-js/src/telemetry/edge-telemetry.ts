// The client, which loads it, is named for the reason given beside its other code.
export { EdgeClient } from "../client/edge-client.js";
export { Telemetry } from "./telemetry.js";
