import { useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { audit } from "../../api/audit";
import { keys } from "../../api/keys";
import { releases } from "../../api/releases";
import { cacheKey, environmentsQuery } from "../../api/shared-queries";

export const useEnvironments = (project: string) => useQuery(environmentsQuery(project));

/** The audit's first page, which is kept true by the stream. */
export function useLatest(project: string) {
  return useInfiniteQuery({
    queryKey: [...cacheKey.audit(project), {}],
    queryFn: ({ pageParam }) => audit.list(project, {}, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export const useRunning = (project: string) =>
  useQuery({
    queryKey: [...cacheKey.releases(project), "list", "", "running"],
    queryFn: () => releases.list(project, { state: "running" }),
  });

/** Who serves what, of each environment. */
export function useAllReceipts(project: string, environments: string[]) {
  return useQueries({
    queries: environments.map((environment) => ({
      queryKey: [...cacheKey.receipts(project), environment],
      queryFn: () => keys.receipts(project, environment),
      // Instances also vanish, and of that nobody tells.
      refetchInterval: 10_000,
    })),
  });
}
