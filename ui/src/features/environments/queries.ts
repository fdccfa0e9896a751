import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Project, projects } from "../../api/projects";
import { type Region, regions } from "../../api/regions";
import { cacheKey, environmentsQuery, regionsQuery } from "../../api/shared-queries";
import { say } from "../../components/toast";

export const useEnvironments = (project: string) => useQuery(environmentsQuery(project));
export const useRegions = (project: string) => useQuery(regionsQuery(project));

export function useCreateProject(onCreated: (project: Project) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: projects.create,
    onSuccess: async (project) => {
      await client.invalidateQueries({ queryKey: cacheKey.projects });
      onCreated(project);
    },
  });
}

export function useCreateEnvironment(project: string, onCreated: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (environment: { key: string; name: string }) =>
      projects.createEnvironment(project, environment),
    onSuccess: (environment) => {
      client.invalidateQueries({ queryKey: cacheKey.of(project) });
      say(`Environment ${environment.key} is ready.`);
      onCreated();
    },
  });
}

export function usePutRegion(project: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (region: Region) => regions.put(project, region),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: cacheKey.regions(project) });
      onDone();
    },
  });
}

export function useRemoveRegion(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: string) => regions.remove(project, key),
    onSuccess: () => client.invalidateQueries({ queryKey: cacheKey.regions(project) }),
  });
}
