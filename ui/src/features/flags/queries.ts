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
import { changeRequests } from "../../api/change-requests";
import type { Page } from "../../api/client";
import {
  type Flag,
  flags,
  type NewFlag,
  type Reverted,
  type Said,
  type Targeting,
  whole,
} from "../../api/flags";
import { cacheKey, environmentsQuery, flagListQuery, regionsQuery } from "../../api/shared-queries";
import { alarm, complain, say } from "../../components/toast";
import { Problem } from "../../lib/problem";
import type { Json, TargetingEdit } from "../../lib/targeting";
import { flagsText } from "../../text/en/flags";

const words = flagsText.queries;

type Pages = InfiniteData<Page<Flag>, string | undefined>;

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
/** How many have to approve each edit there. */
export const useApprovals = (project: string, environment: string) =>
  useEnvironments(project).data?.find(({ key }) => key === environment)?.approvals ?? 0;

const pending = ["OPEN", "APPROVED", "SCHEDULED"] as const;

/** What was asked for and is not made yet; nothing is asked of an environment that takes edits as they come. */
export function usePendingRequests(project: string, environment: string) {
  const approvals = useApprovals(project, environment);
  return useQuery({
    queryKey: [...cacheKey.changeRequests(project), "pending", environment],
    queryFn: async () => {
      const pages = await Promise.all(
        pending.map((state) => changeRequests.list(project, environment, { state, limit: 500 })),
      );
      return pages.flatMap(({ items }) => items);
    },
    enabled: approvals > 0,
  });
}

export const useRegions = (project: string) => useQuery(regionsQuery(project));
export function useFlag(project: string, flag: string) {
  const client = useQueryClient();
  return useQuery({
    ...flagQuery(project, flag),
    placeholderData: () => listed(client, project, flag),
  });
}

export function useTargeting(project: string, flag: string, environment: string) {
  const client = useQueryClient();
  return useQuery({
    ...targetingQuery(project, flag, environment),
    placeholderData: () => {
      const known = listed(client, project, flag)?.environments[environment];
      return known && whole(known);
    },
  });
}

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

/** The flags that fit; while the server looks, those of the ones that are here. */
export function useFlagList(project: string, text: string) {
  const client = useQueryClient();
  return useInfiniteQuery({
    ...flagListQuery(project, text),
    // In the cache, not only on the screen: a switch that is pressed meanwhile moves at once.
    initialData: () => {
      const known = client.getQueryData<Pages>(flagListQuery(project, "").queryKey);
      return known && likely(known, text);
    },
    initialDataUpdatedAt: 0,
    placeholderData: keepPreviousData,
  });
}

/** Those among the flags that are here whose key or name has every word; nothing where a word asks for more than that. */
function likely(known: Pages, text: string): Pages | undefined {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.some((word) => !/^[\w.-]+$/.test(word))) return undefined;
  const fits = ({ key, name }: Flag) => {
    const within = `${key} ${name ?? ""}`.toLowerCase();
    return words.every((word) => within.includes(word));
  };
  const items = known.pages.flatMap((page) => page.items.filter(fits));
  return items.length > 0 ? { pages: [{ items }], pageParams: [undefined] } : undefined;
}

/** The flag as the list has it: shown until it is here itself. */
function listed(client: QueryClient, project: string, flag: string): Flag | undefined {
  for (const [, data] of client.getQueriesData<Pages>({ queryKey: cacheKey.flagList(project) }))
    for (const page of data?.pages ?? []) {
      const found = page.items.find(({ key }) => key === flag);
      if (found) return found;
    }
  return undefined;
}

type Change = (targeting: Targeting) => Targeting;

/** Rewrites one flag's targeting wherever it is shown. */
function rewrite(client: QueryClient, project: string, flag: string, env: string, change: Change) {
  const inFlag = (one: Flag): Flag => {
    const targeting = one.environments[env];
    if (one.key !== flag || !targeting) return one;
    return { ...one, environments: { ...one.environments, [env]: change(targeting) } };
  };
  client.setQueriesData<Pages>({ queryKey: cacheKey.flagList(project) }, (data) =>
    data
      ? { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(inFlag) })) }
      : data,
  );
  client.setQueryData(flagQuery(project, flag).queryKey, (one) => (one ? inFlag(one) : one));
  client.setQueryData(targetingQuery(project, flag, env).queryKey, (one) =>
    one ? change(one) : one,
  );
}

/** Takes an edit back by another one, for as long as nobody edited the flag since. */
async function takeBack(
  client: QueryClient,
  [project, flag, env]: [string, string, string],
  revision: number,
  edit: () => Promise<Targeting>,
) {
  try {
    const now = await edit();
    rewrite(client, project, flag, env, () => now);
    say(words.reverted(flag, env, revision));
  } catch (error) {
    if (error instanceof Problem && error.stale) alarm(words.changedSince(flag, env));
    else complain(error);
  }
  client.invalidateQueries({ queryKey: cacheKey.flags(project) });
}

/** What an edit began from: the version that is sent along, and the revision that is the way back. */
interface From {
  version: number;
  revision: number;
}

export interface ToggleInput extends From {
  flag: string;
  environment: string;
  on: boolean;
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
    onSuccess: (now, { flag, environment, on, revision }) => {
      rewrite(client, project, flag, environment, () => now);
      say(words.turned(flag, environment, on), {
        of: `${environment}/${flag}`,
        // The switch only: a release may have moved what is served meanwhile.
        run: () =>
          takeBack(client, [project, flag, environment], revision, () =>
            flags.toggle(project, flag, environment, !on, now.version, words.backTo(revision)),
          ),
      });
    },
    onError: (error, { flag, environment, on }) => {
      rewrite(client, project, flag, environment, (old) => ({ ...old, enabled: !on }));
      // Where only the reason is missing, whoever pressed the switch is asked for it.
      if (!(error instanceof Problem && error.wantsComment)) complain(error);
      client.invalidateQueries({ queryKey: cacheKey.flags(project) });
    },
  });
}

interface SaveInput extends Said, From {
  edit: TargetingEdit;
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
    mutationFn: ({ edit, version, revision: _, ...said }: SaveInput) =>
      flags.save(project, flag, environment, edit, version, said),
    onSuccess: (now, { revision, overrideApproval }) => {
      rewrite(client, project, flag, environment, () => now);
      const undo = {
        of: `${environment}/${flag}`,
        run: () =>
          takeBack(client, [project, flag, environment], revision, () =>
            flags.revert(project, flag, environment, { revision, version: now.version }),
          ),
      };
      // Where edits wait for approval the way back does, too.
      say(words.saved(flag, environment, now.revision), overrideApproval ? undefined : undo);
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
      say(words.reverted(flag, environment, revision));
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
      client.invalidateQueries({ queryKey: cacheKey.flagList(project) });
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
