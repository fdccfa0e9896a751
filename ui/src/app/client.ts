import { QueryCache, QueryClient } from "@tanstack/react-query";
import { cacheKey } from "../api/shared-queries";
import { Problem } from "../lib/problem";

const worthRetrying = (error: unknown) => !(error instanceof Problem) || error.status >= 500;

/** Answers are fresh until the live stream says otherwise, so going back to a screen asks for nothing. */
export const client = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      const expired = error instanceof Problem && error.status === 401;
      if (expired && query.queryKey !== cacheKey.session) {
        client.invalidateQueries({ queryKey: cacheKey.session });
      }
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && worthRetrying(error),
    },
  },
});
