import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { flags } from "../../api/flags";
import { keys, type SdkKey } from "../../api/keys";
import { releases } from "../../api/releases";
import { cacheKey, environmentsQuery, sessionQuery } from "../../api/shared-queries";

const keysKey = (project: string, environment: string) =>
  [...cacheKey.of(project), "keys", environment] as const;

export const useAdmin = () => useQuery(sessionQuery).data?.role === "admin";

export const useEnvironments = (project: string) => useQuery(environmentsQuery(project));

export function useKeys(project: string, environment: string) {
  return useQuery({
    queryKey: keysKey(project, environment),
    queryFn: () => keys.list(project, environment),
    enabled: environment !== "",
  });
}

export function useReceipts(project: string, environment: string) {
  return useQuery({
    queryKey: [...cacheKey.receipts(project), environment],
    queryFn: () => keys.receipts(project, environment),
    enabled: environment !== "",
    refetchInterval: 2_000,
  });
}

export function useCreateKey(project: string, environment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: { name: string; kind: SdkKey["kind"] }) =>
      keys.create(project, environment, key),
    onSuccess: () => client.invalidateQueries({ queryKey: keysKey(project, environment) }),
  });
}

/** How long the key before is still taken: long enough to roll out another. */
const OVERLAP = "P7D";

export function useRotateKey(project: string, environment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => keys.rotate(project, environment, id, OVERLAP),
    onSuccess: () => client.invalidateQueries({ queryKey: keysKey(project, environment) }),
  });
}

export function useRemoveKey(project: string, environment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => keys.remove(project, environment, id),
    onSuccess: () => client.invalidateQueries({ queryKey: keysKey(project, environment) }),
  });
}

/** How far a project has come in an environment, by what is really there. */
export function useFirstRun(project: string, environment: string, enabled: boolean) {
  return useQuery({
    queryKey: [...cacheKey.of(project), "first-run", environment],
    queryFn: async () => {
      const [made, receipts, first, begun] = await Promise.all([
        keys.list(project, environment),
        keys.receipts(project, environment),
        flags.first(project),
        releases.list(project, {}),
      ]);
      const flag = first?.key;
      const life = flag === undefined ? undefined : await flags.lifecycle(project, flag);
      const used = made.map(({ lastUsedAt }) => lastUsedAt).filter((at) => at != null);
      return {
        keys: made.length,
        instances: receipts.connected,
        asked: [life?.lastEvaluatedAt, ...used]
          .filter((at) => at != null)
          .sort()
          .at(-1),
        releases: begun.length,
      };
    },
    enabled: enabled && environment !== "",
    // Telemetry tells of evaluations every few seconds, and of that there is no signal.
    refetchInterval: ({ state }) => (state.status === "error" ? false : 5_000),
  });
}
