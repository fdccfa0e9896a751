import { queryOptions } from "@tanstack/react-query";
import { projects } from "./projects";
import { regions } from "./regions";
import { session } from "./session";

/** Where answers are kept, so that a live signal can say which of them are old. */
export const cacheKey = {
  session: ["session"] as const,
  projects: ["projects"] as const,
  of: (project: string) => ["project", project] as const,
  environments: (project: string) => ["project", project, "environments"] as const,
  regions: (project: string) => ["project", project, "regions"] as const,
  flags: (project: string) => ["project", project, "flags"] as const,
  releases: (project: string) => ["project", project, "releases"] as const,
  receipts: (project: string) => ["project", project, "receipts"] as const,
  audit: (project: string) => ["project", project, "audit"] as const,
  segments: (project: string) => ["project", project, "segments"] as const,
};

/** Who is here; what every screen of a project stands on. */
export const sessionQuery = queryOptions({
  queryKey: cacheKey.session,
  queryFn: session.get,
  staleTime: 60_000,
  retry: false,
});

export const projectsQuery = queryOptions({
  queryKey: cacheKey.projects,
  queryFn: projects.list,
  staleTime: 60_000,
});

export const environmentsQuery = (project: string) =>
  queryOptions({
    queryKey: cacheKey.environments(project),
    queryFn: () => projects.environments(project),
    staleTime: 60_000,
  });

export const regionsQuery = (project: string) =>
  queryOptions({
    queryKey: cacheKey.regions(project),
    queryFn: () => regions.get(project),
    staleTime: 60_000,
  });
