import { useMemo, useSyncExternalStore } from "react";
import type { AskedType } from "../client/page-evaluation.js";
import type { Answer } from "../wire/client-values.js";
import { type FlagReader, useFlagReader } from "./flag-context.js";
import type { FlagValue } from "./use-flag.js";

/**
 * Several flags' values, as {@link useFlag} gives one's.
 *
 * @param fallbacks by flag key
 */
export function useFlags<T extends Readonly<Record<string, unknown>>>(
  fallbacks: T,
): { readonly [K in keyof T]: FlagValue<T[K]> } {
  const reader = useFlagReader();
  const keys = JSON.stringify(Object.keys(fallbacks));
  const store = useMemo(() => answersOf(reader, JSON.parse(keys)), [reader, keys]);
  const answers = useSyncExternalStore(store.subscribe, store.now, store.first);
  const values = Object.entries(fallbacks).map(([flag, fallback], i) => {
    const wanted = typeof fallback as AskedType;
    return [flag, reader.evaluation(answers[i] ?? null, flag, wanted, fallback).value];
  });
  return Object.fromEntries(values);
}

type Answers = readonly (Answer | null)[];

/** The answers of some flags; the same list for as long as each of them is the same. */
function answersOf(reader: FlagReader, flags: readonly string[]) {
  const kept = (ask: (flag: string) => Answer | null) => {
    let last: Answers = [];
    return (): Answers => {
      const now = flags.map(ask);
      const same = now.length === last.length && now.every((each, i) => each === last[i]);
      last = same ? last : now;
      return last;
    };
  };
  return {
    now: kept((flag) => reader.answer(flag)),
    first: kept((flag) => reader.bootstrapAnswer(flag)),
    subscribe(changed: () => void): () => void {
      const ends = flags.map((flag) => reader.onChange(flag, changed));
      return () => {
        for (const end of ends) {
          end();
        }
      };
    },
  };
}
