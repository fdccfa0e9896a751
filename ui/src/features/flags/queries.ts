import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { Page } from "../../api/client";
import { type Flag, flags, type NewFlag, type Reverted, type Targeting } from "../../api/flags";
import { cacheKey, environmentsQuery, regionsQuery } from "../../api/shared-queries";
import { complain, say } from "../../components/toast";
import { Problem } from "../../lib/problem";
import type { Json, TargetingEdit } from "../../lib/targeting";

type Pages = InfiniteData<Page<Flag>>;

const listKey = (project: string) => [...cacheKey.flags(project), "list"] as const;

export const flagQuery = (project: string, flag: string) =>
  queryOptions({
    queryKey: [...cacheKey.flags(project), "one", flag],
    queryFn: () => flags.get(project, flag),
  });

export const targetingQuery = (project: string, flag: string, environment: string) =>
  queryOptions({
    queryKey: [...cacheKey.flags(project), "targeting", flag, environment],
    queryFn: () => flags.targeting(project, flag, environment),
    enabled: environment !== "",
  });

export const useEnvironments = (project: string) => useQuery(environmentsQuery(project));
export const useRegions = (project: string) => useQuery(regionsQuery(project));
export const useFlag = (project: string, flag: string) => useQuery(flagQuery(project, flag));

export const useTargeting = (project: string, flag: string, environment: string) =>
  useQuery(targetingQuery(project, flag, environment));

export const useLifecycle = (project: string, flag: string) =>
  useQuery({
    queryKey: [...cacheKey.flags(project), "life", flag],
    queryFn: () => flags.lifecycle(project, flag),
  });

export const useReferences = (project: string, flag: string) =>
  useQuery({
    queryKey: [...cacheKey.flags(project), "references", flag],
    queryFn: () => flags.references(project, flag),
  });

export function useFlagList(project: string, text: string) {
  return useInfiniteQuery({
    queryKey: [...listKey(project), text],
    queryFn: ({ pageParam, signal }) => flags.list(project, text, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

type Change = (targeting: Targeting) => Targeting;

/** Rewrites one flag's targeting wherever it is shown. */
function rewrite(client: QueryClient, project: string, flag: string, env: string, change: Change) {
  const inFlag = (one: Flag): Flag => {
    const targeting = one.environments[env];
    if (one.key !== flag || !targeting) return one;
    return { ...one, environments: { ...one.environments, [env]: change(targeting) } };
  };
  client.setQueriesData<Pages>({ queryKey: listKey(project) }, (data) =>
    data
      ? { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(inFlag) })) }
      : data,
  );
  client.setQueryData(flagQuery(project, flag).queryKey, (one) => (one ? inFlag(one) : one));
  client.setQueryData(targetingQuery(project, flag, env).queryKey, (one) =>
    one ? change(one) : one,
  );
}

export interface ToggleInput {
  flag: string;
  environment: string;
  on: boolean;
  version: number;
  comment?: string;
}

/** Turns a flag on or off: shown at once, taken back if the server refuses. */
export function useToggle(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ flag, environment, on, version, comment }: ToggleInput) =>
      flags.toggle(project, flag, environment, on, version, comment),
    onMutate: async ({ flag, environment, on }) => {
      await client.cancelQueries({ queryKey: cacheKey.flags(project) });
      rewrite(client, project, flag, environment, (old) => ({ ...old, enabled: on }));
    },
    onSuccess: (now, { flag, environment }) =>
      rewrite(client, project, flag, environment, () => now),
    onError: (error, { flag, environment, on }) => {
      rewrite(client, project, flag, environment, (old) => ({ ...old, enabled: !on }));
      // Where only the reason is missing, whoever pressed the switch is asked for it.
      if (!(error instanceof Problem && error.wantsComment)) complain(error);
      client.invalidateQueries({ queryKey: cacheKey.flags(project) });
    },
  });
}

interface SaveInput {
  edit: TargetingEdit;
  version: number;
  comment?: string;
}

/** Whom an edit would reach, while it is being written; asked for nothing that is no edit. */
export function useForecast(
  project: string,
  flag: string,
  environment: string,
  edit: TargetingEdit,
  version: number,
) {
  return useQuery({
    queryKey: [
      ...cacheKey.of(project),
      "forecast",
      flag,
      environment,
      version,
      JSON.stringify(edit),
    ],
    queryFn: ({ signal }) => flags.foretell(project, flag, environment, edit, version, signal),
    placeholderData: keepPreviousData,
    // What is wrong with an edit is said when it is saved.
    retry: false,
  });
}

export function useSave(project: string, flag: string, environment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ edit, version, comment }: SaveInput) =>
      flags.save(project, flag, environment, edit, version, comment),
    onSuccess: (now) => {
      rewrite(client, project, flag, environment, () => now);
      say(`Saved: ${flag} in ${environment} is at revision ${now.revision}.`);
    },
  });
}

export const useHistory = (project: string, flag: string, environment: string) =>
  useInfiniteQuery({
    queryKey: [...cacheKey.flags(project), "history", flag, environment],
    queryFn: ({ pageParam }) => flags.history(project, flag, environment, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** What going back to a revision would come to. */
export const useReverted = (
  project: string,
  flag: string,
  environment: string,
  revision: number,
  version: number,
) =>
  useQuery({
    queryKey: [...cacheKey.of(project), "reverted", flag, environment, revision, version],
    queryFn: () => flags.foretellRevert(project, flag, environment, revision, version),
    retry: false,
  });

export function useRevert(project: string, flag: string, environment: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (to: Reverted) => flags.revert(project, flag, environment, to),
    onSuccess: (now, { revision }) => {
      rewrite(client, project, flag, environment, () => now);
      client.invalidateQueries({ queryKey: cacheKey.flags(project) });
      say(`${flag} in ${environment} does again what it did at revision ${revision}.`);
      onDone();
    },
  });
}

export function useCreateFlag(project: string, onCreated: (flag: Flag) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (flag: NewFlag) => flags.create(project, flag),
    onSuccess: (flag) => {
      client.setQueryData(flagQuery(project, flag.key).queryKey, flag);
      client.invalidateQueries({ queryKey: listKey(project) });
      onCreated(flag);
    },
  });
}

/** Which value a context would get, now or as it was at a revision; asked again whenever the flag changes. */
export const useExplain = (
  project: string,
  environment: string,
  flag: string,
  context: Record<string, Json> | undefined,
  revision: number | undefined,
) =>
  useQuery({
    queryKey: [...cacheKey.flags(project), "explain", flag, environment, context, revision],
    queryFn: () => flags.explain(project, environment, flag, context ?? {}, revision),
    enabled: context !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
