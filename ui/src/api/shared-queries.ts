import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { type Asked, type ChangeRequest, changeRequests } from "./change-requests";
import { flags } from "./flags";
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
  flagList: (project: string) => ["project", project, "flags", "list"] as const,
  releases: (project: string) => ["project", project, "releases"] as const,
  receipts: (project: string) => ["project", project, "receipts"] as const,
  audit: (project: string) => ["project", project, "audit"] as const,
  changeRequests: (project: string) => ["project", project, "change-requests"] as const,
  segments: (project: string) => ["project", project, "segments"] as const,
  webhooks: (project: string) => ["project", project, "webhooks"] as const,
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

/** The flags that fit a query, page by page. */
export const flagListQuery = (project: string, text: string) =>
  infiniteQueryOptions({
    queryKey: [...cacheKey.flagList(project), text],
    queryFn: ({ pageParam, signal }) => flags.list(project, text, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const regionsQuery = (project: string) =>
  queryOptions({
    queryKey: cacheKey.regions(project),
    queryFn: () => regions.get(project),
    staleTime: 60_000,
  });

/** Asks for an edit that an environment takes only once others have approved it. */
export function useAsk(
  project: string,
  environment: string,
  onAsked: (request: ChangeRequest) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: Asked) => changeRequests.ask(project, environment, asked),
    onSuccess: (request) => {
      client.invalidateQueries({ queryKey: cacheKey.changeRequests(project) });
      onAsked(request);
    },
  });
}
