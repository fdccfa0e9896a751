import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../api/keys";
import { type Act, type NewRelease, type Release, releases } from "../../api/releases";
import { cacheKey, regionsQuery } from "../../api/shared-queries";
import { complain, say } from "../../components/toast";

const releaseQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: [...cacheKey.releases(project), "one", id],
    queryFn: () => releases.get(project, id),
  });

export const useRelease = (project: string, id: string) => useQuery(releaseQuery(project, id));

export function useReleases(project: string, environment?: string) {
  return useQuery({
    queryKey: [...cacheKey.releases(project), "list", environment ?? ""],
    queryFn: () => releases.list(project, { environment }),
  });
}

export const useRegions = (project: string) => useQuery(regionsQuery(project));

export function useReceipts(project: string, environment: string) {
  return useQuery({
    queryKey: [...cacheKey.receipts(project), environment],
    queryFn: () => keys.receipts(project, environment),
    // Instances also vanish, and of that nobody tells.
    refetchInterval: 10_000,
  });
}

export function useMetrics(project: string) {
  return useQuery({
    queryKey: [...cacheKey.of(project), "metrics"],
    queryFn: () => releases.metrics(project),
  });
}

const done: Record<Act, string> = {
  start: "Started.",
  approve: "Approved.",
  pause: "Paused.",
  resume: "Resumed.",
  promote: "Promoted to the next stage.",
  rollback: "Rolled back.",
  abort: "Aborted.",
  acknowledge: "Acknowledged.",
};

export function useAct(project: string, id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act, comment }: { act: Act; comment?: string }) =>
      releases.act(project, id, act, comment),
    onSuccess: (release: Release, { act }) => {
      client.setQueryData(releaseQuery(project, id).queryKey, release);
      client.invalidateQueries({ queryKey: cacheKey.releases(project) });
      say(done[act]);
    },
    onError: complain,
  });
}

/** Starts a release; a metric that it guards and nobody has named yet is named first. */
export function useStart(project: string, onStarted: (release: Release) => void) {
  const client = useQueryClient();
  const known = useMetrics(project).data ?? [];
  return useMutation({
    mutationFn: async (release: NewRelease) => {
      for (const { metric } of release.plan.guards) {
        if (known.some(({ key }) => key === metric)) continue;
        await releases.putMetric(project, metric, {
          name: metric,
          kind: "binary",
          worse: "higher",
        });
      }
      return releases.create(project, release);
    },
    onSuccess: (release) => {
      client.invalidateQueries({ queryKey: cacheKey.of(project) });
      onStarted(release);
    },
  });
}
