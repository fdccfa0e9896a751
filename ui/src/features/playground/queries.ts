import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Explanation, flags } from "../../api/flags";
import { cacheKey, environmentsQuery, regionsQuery } from "../../api/shared-queries";
import { inTurns } from "../../lib/in-turns";
import type { Json } from "../../lib/targeting";

export const useEnvironments = (project: string) => useQuery(environmentsQuery(project));
export const useRegions = (project: string) => useQuery(regionsQuery(project));

/** The most flags that are evaluated together: each is a request of its own. */
export const MOST = 100;
const AT_ONCE = 6;

export type Context = Record<string, Json>;

export interface Evaluated {
  flag: string;
  evaluation: Explanation["evaluation"];
}

export interface Asked {
  environment: string;
  text: string;
  context: Context;
}

/** What every flag that fits gives this context, asked once and not again until somebody asks. */
export function useValues(project: string, asked: Asked) {
  const { environment, text, context } = asked;
  return useQuery({
    queryKey: [...cacheKey.of(project), "playground", environment, text, JSON.stringify(context)],
    queryFn: async ({ signal }) => {
      const found = await flags.list(project, text, undefined, signal);
      const values = await inTurns(found.items.slice(0, MOST), AT_ONCE, async ({ key }) => {
        signal.throwIfAborted();
        const { evaluation } = await flags.explain(project, environment, key, context);
        return { flag: key, evaluation };
      });
      return { values, more: found.items.length > MOST || found.nextCursor != null };
    },
    enabled: environment !== "",
    placeholderData: keepPreviousData,
  });
}
