"use client";

export type { Status } from "./client/status.js";
export type { Evaluation } from "./core/evaluation.js";
export { Flag, type FlagProps } from "./react/flag.js";
export { useFlagClient } from "./react/flag-context.js";
export { FlagProvider, type FlagProviderProps } from "./react/flag-provider.js";
export { type FlagValue, useFlag, useFlagEvaluation } from "./react/use-flag.js";
export { useFlagStatus } from "./react/use-flag-status.js";
export { useFlags } from "./react/use-flags.js";
