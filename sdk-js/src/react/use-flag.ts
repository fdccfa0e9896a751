import { useCallback, useSyncExternalStore } from "react";
import type { AskedType } from "../client/page-evaluation.js";
import type { Evaluation } from "../core/evaluation.js";
import { useFlagReader } from "./flag-context.js";

/** What a flag of the fallback's type may be: of `false`, any boolean. */
export type FlagValue<T> = T extends boolean
  ? boolean
  : T extends string
    ? string
    : T extends number
      ? number
      : T;

/**
 * A flag's value, of the fallback's type; the fallback where the flag cannot answer. The component renders again when
 * this flag answers otherwise, and for no other flag.
 */
export function useFlag<T>(flag: string, fallback: T): FlagValue<T> {
  return useFlagEvaluation(flag, fallback).value as FlagValue<T>;
}

/** As {@link useFlag}, with variant, reason and revision. */
export function useFlagEvaluation(flag: string, fallback: unknown): Evaluation {
  const reader = useFlagReader();
  const subscribe = useCallback(
    (changed: () => void) => reader.onChange(flag, changed),
    [reader, flag],
  );
  // The answer is compared, not the value: a fallback that is written anew in each render is no change.
  const answer = useSyncExternalStore(
    subscribe,
    () => reader.answer(flag),
    () => reader.bootstrapAnswer(flag),
  );
  return reader.evaluation(answer, flag, typeof fallback as AskedType, fallback);
}
