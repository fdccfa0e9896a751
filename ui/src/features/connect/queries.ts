import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { keys, type SdkKey } from "../../api/keys";
import { cacheKey, environmentsQuery } from "../../api/shared-queries";

const keysKey = (project: string, environment: string) =>
  [...cacheKey.of(project), "keys", environment] as const;

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

export function useRemoveKey(project: string, environment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => keys.remove(project, environment, id),
    onSuccess: () => client.invalidateQueries({ queryKey: keysKey(project, environment) }),
  });
}
