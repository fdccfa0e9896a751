import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import {
  type Applied,
  type ChangeRequest,
  type ChangeRequestState,
  changeRequests,
} from "../../api/change-requests";
import { cacheKey, environmentsQuery, sessionQuery } from "../../api/shared-queries";
import { complain, say } from "../../components/toast";
import { changeRequestsText } from "../../text/en/change-requests";
import type { Show } from "./standing";

const words = changeRequestsText.queries;

export const useEnvironments = (project: string) => useQuery(environmentsQuery(project));

/** Who looks: nobody approves what they asked for. */
export const useMe = () => useQuery(sessionQuery).data?.email;

/** One with where it is: its own document does not say. */
export interface Placed extends ChangeRequest {
  environment: string;
}

const waiting: ChangeRequestState[] = ["OPEN", "APPROVED", "SCHEDULED", "FAILED"];

const filters: Record<Show, { state?: ChangeRequestState; needsMe?: true }[]> = {
  waiting: waiting.map((state) => ({ state })),
  mine: [{ needsMe: true }],
  all: [{}],
};

/** A list of the server's for each environment and state: of which the next page is asked where there is one. */
type Cursors = Record<string, string | undefined>;

/** The requests of several environments as one list. */
export function useChangeRequests(project: string, environments: string[], show: Show) {
  return useInfiniteQuery({
    queryKey: [...cacheKey.changeRequests(project), "list", show, environments],
    queryFn: async ({ pageParam }) => {
      const lists = environments.flatMap((environment) =>
        filters[show].map((filter) => ({
          environment,
          filter,
          id: `${environment}/${filter.state}`,
        })),
      );
      const asked = lists.filter(({ id }) => pageParam === undefined || id in pageParam);
      const next: Cursors = {};
      const pages = await Promise.all(
        asked.map(async ({ environment, filter, id }): Promise<Placed[]> => {
          const page = await changeRequests.list(project, environment, filter, pageParam?.[id]);
          if (page.nextCursor) next[id] = page.nextCursor;
          return page.items.map((request) => ({ ...request, environment }));
        }),
      );
      return { items: pages.flat(), next };
    },
    initialPageParam: undefined as Cursors | undefined,
    getNextPageParam: ({ next }) => (Object.keys(next).length > 0 ? next : undefined),
    placeholderData: keepPreviousData,
    enabled: environments.length > 0,
  });
}

const requestQuery = (project: string, environment: string, id: string) =>
  queryOptions({
    queryKey: [...cacheKey.changeRequests(project), "one", environment, id],
    queryFn: () => changeRequests.get(project, environment, id),
  });

export const useChangeRequest = (project: string, environment: string, id: string) =>
  useQuery(requestQuery(project, environment, id));

export type Step =
  | { kind: "approve"; digest: string; comment?: string }
  | { kind: "reject"; comment?: string }
  | { kind: "withdraw"; comment?: string }
  | { kind: "rebase" }
  | ({ kind: "apply" } & Applied);

const done: Record<Step["kind"], string> = words.done;

/** What a person does to a request; whoever is refused sees it as it is by then. */
export function useStep(project: string, environment: string, id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (step: Step): Promise<unknown> => {
      switch (step.kind) {
        case "approve":
          return changeRequests.approve(project, environment, id, step.digest, step.comment);
        case "reject":
          return changeRequests.reject(project, environment, id, step.comment);
        case "withdraw":
          return changeRequests.withdraw(project, environment, id, step.comment);
        case "rebase":
          return changeRequests.rebase(project, environment, id);
        default: {
          const { kind: _, ...applied } = step;
          return changeRequests.apply(project, environment, id, applied);
        }
      }
    },
    onSuccess: (_, { kind }) => say(done[kind]),
    onError: complain,
    onSettled: (_, error, { kind }) => {
      client.invalidateQueries({ queryKey: cacheKey.changeRequests(project) });
      if (kind === "apply" && !error) client.invalidateQueries({ queryKey: cacheKey.of(project) });
    },
  });
}
