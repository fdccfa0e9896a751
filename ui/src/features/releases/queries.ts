import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { flags } from "../../api/flags";
import { keys } from "../../api/keys";
import {
  type Act,
  type KeptPlan,
  type NewRelease,
  type Release,
  releases,
  type Said,
} from "../../api/releases";
import { cacheKey, environmentsQuery, regionsQuery } from "../../api/shared-queries";
import { complain, say } from "../../components/toast";
import { releasesText } from "../../text/en/releases";

const words = releasesText.queries;

const releaseQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: [...cacheKey.releases(project), "one", id],
    queryFn: () => releases.get(project, id),
  });

export const useRelease = (project: string, id: string) => useQuery(releaseQuery(project, id));

/** Asked anew now and then: what is wrong with a release is told by what arrives, and of that there is no signal. */
export function useHealth(project: string, id: string) {
  return useQuery({
    queryKey: [...cacheKey.of(project), "health", id],
    queryFn: () => releases.health(project, id),
    refetchInterval: 15_000,
  });
}

export function useLooks(project: string, id: string) {
  return useQuery({
    queryKey: [...cacheKey.of(project), "looks", id],
    queryFn: () => releases.looks(project, id),
    // Every look of a long release: too much to fetch at each signal.
    staleTime: 30_000,
  });
}

export const useTemplates = (project: string) =>
  useQuery({
    queryKey: [...cacheKey.regions(project), "templates"],
    queryFn: () => releases.templates(project),
  });

const plansKey = (project: string) => [...cacheKey.of(project), "plans"] as const;

export const usePlans = (project: string) =>
  useQuery({ queryKey: plansKey(project), queryFn: () => releases.plans(project) });

export function useKeepPlan(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, name, plan }: Omit<KeptPlan, "version">) =>
      releases.keepPlan(project, key, { name, plan }),
    onSuccess: ({ key, version }) => {
      client.invalidateQueries({ queryKey: plansKey(project) });
      say(words.keptPlan(key, version));
    },
  });
}

export function useReleases(project: string, environment?: string) {
  return useQuery({
    queryKey: [...cacheKey.releases(project), "list", environment ?? ""],
    queryFn: () => releases.list(project, { environment }),
  });
}

export const useEnvironments = (project: string) => useQuery(environmentsQuery(project));

/** How many have to approve each edit there. */
export const useApprovals = (project: string, environment: string) =>
  useEnvironments(project).data?.find(({ key }) => key === environment)?.approvals ?? 0;

/** A few flags whose key or name has the text: what a person may mean who types it. */
export const useFlagsLike = (project: string, text: string) =>
  useQuery({
    queryKey: [...cacheKey.flags(project), "like", text],
    queryFn: async () => (await flags.list(project, text)).items.slice(0, 20),
    placeholderData: keepPreviousData,
  });

export const useFlag = (project: string, flag: string) =>
  useQuery({
    queryKey: [...cacheKey.flags(project), "one", flag],
    queryFn: () => flags.get(project, flag),
    enabled: flag !== "",
  });

export const useRegions = (project: string) => useQuery(regionsQuery(project));

/** Who serves the revision or a later one. */
export function useReceipts(project: string, environment: string, revision?: number) {
  return useQuery({
    queryKey: [...cacheKey.receipts(project), environment, revision],
    queryFn: () => keys.receipts(project, environment, revision),
    placeholderData: keepPreviousData,
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

const done: Record<Act, string> = words.done;

export function useAct(project: string, id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act, said }: { act: Act; said: Said }) => releases.act(project, id, act, said),
    onSuccess: (release: Release, { act, said }) => {
      client.setQueryData(releaseQuery(project, id).queryKey, release);
      client.invalidateQueries({ queryKey: cacheKey.releases(project) });
      say(said.region ? words.rolledBackIn(said.region) : done[act]);
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
