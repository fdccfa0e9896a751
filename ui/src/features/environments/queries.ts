import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type Environment,
  type EnvironmentEdit,
  type Freeze,
  type NewEnvironment,
  type Project,
  projects,
} from "../../api/projects";
import { type Region, type RegionGroup, regions } from "../../api/regions";
import { cacheKey, environmentsQuery, projectsQuery, regionsQuery } from "../../api/shared-queries";
import { complain, say } from "../../components/toast";
import { environmentsText } from "../../text/en/environments";

const words = environmentsText.queries;

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
    mutationFn: (environment: NewEnvironment) => projects.createEnvironment(project, environment),
    onSuccess: (environment) => {
      client.invalidateQueries({ queryKey: cacheKey.of(project) });
      say(words.environmentReady(environment.key));
      onCreated();
    },
  });
}

interface EnvironmentOrder {
  environment: Environment;
  edit: EnvironmentEdit;
  comment?: string;
}

export function useEditEnvironment(project: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ environment, edit, comment }: EnvironmentOrder) =>
      projects.editEnvironment(project, environment, edit, comment),
    onSuccess: ({ key }) => {
      say(words.settingsSaved(key));
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: cacheKey.environments(project) }),
  });
}

const freezesKey = (project: string, environment: string) =>
  [...cacheKey.environments(project), "freezes", environment] as const;

export const useFreezes = (project: string, environment: string) =>
  useQuery({
    queryKey: freezesKey(project, environment),
    queryFn: () => projects.freezes(project, environment),
    enabled: environment !== "",
  });

export function useFreeze(project: string, environment: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (freeze: { name: string; from: string; until: string }) =>
      projects.freeze(project, environment, freeze),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: freezesKey(project, environment) });
      onDone();
    },
  });
}

export function useThaw(project: string, environment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (freeze: Freeze) => projects.thaw(project, environment, freeze),
    onSuccess: () => client.invalidateQueries({ queryKey: freezesKey(project, environment) }),
    onError: complain,
  });
}

export function usePutGroup(project: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (group: RegionGroup) => regions.putGroup(project, group),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: cacheKey.regions(project) });
      onDone();
    },
  });
}

export function useRemoveGroup(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: string) => regions.removeGroup(project, key),
    onSuccess: () => client.invalidateQueries({ queryKey: cacheKey.regions(project) }),
    onError: complain,
  });
}

export function useRename(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => projects.rename(project, name),
    onSuccess: ({ name }) => {
      client.invalidateQueries({ queryKey: cacheKey.projects });
      say(words.projectRenamed(name));
    },
    onError: complain,
  });
}

export const useProject = (key: string) =>
  useQuery(projectsQuery).data?.find((one) => one.key === key);

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
