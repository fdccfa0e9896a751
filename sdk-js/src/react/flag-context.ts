import { createContext, useContext } from "react";
import type { BrowserClient } from "../client/browser-client.js";
import { failed } from "../core/evaluation.js";

/** What components need of a client. */
export type FlagReader = Pick<
  BrowserClient,
  "answer" | "bootstrapAnswer" | "evaluation" | "onChange" | "onStatus" | "status"
>;

const WITHOUT = { state: "NOT_READY", reason: "There is no FlagProvider above." } as const;

/** Stands in where no provider is: every flag has its fallback. */
const NOTHING: FlagReader = {
  answer: () => null,
  bootstrapAnswer: () => null,
  evaluation: (_answer, _flag, _wanted, fallback) =>
    failed("PROVIDER_NOT_READY", WITHOUT.reason, 0, fallback),
  onChange: () => () => {},
  onStatus: () => () => {},
  status: () => WITHOUT,
};

export const FlagContext = createContext<BrowserClient | null>(null);

/** The client of the nearest `FlagProvider`, for `identify` and `track`; null where there is none above. */
export function useFlagClient(): BrowserClient | null {
  return useContext(FlagContext);
}

export function useFlagReader(): FlagReader {
  return useContext(FlagContext) ?? NOTHING;
}
