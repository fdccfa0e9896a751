import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { cacheKey, environmentsQuery } from "../../api/shared-queries";
import {
  type DeliveryState,
  type Webhook,
  type WebhookEdit,
  type WebhookMade,
  webhooks,
} from "../../api/webhooks";
import { alarm, complain, say } from "../../components/toast";
import { Problem } from "../../lib/problem";
import { webhooksText } from "../../text/en/webhooks";
import { switched } from "./draft";

const words = webhooksText.queries;

/** Of deliveries there is no signal: they are asked for while somebody looks at them. */
const EVERY_MS = 5_000;
/** While something is on its way. */
const OFTEN_MS = 1_500;

/** How long until it is asked for again; what failed is not, until a person does. */
function pause(status: string, waits = false): number | false {
  if (status === "error") return false;
  return waits ? OFTEN_MS : EVERY_MS;
}

const listKey = (project: string) => [...cacheKey.webhooks(project), "list"] as const;
const oneKey = (project: string, id: string) => [...cacheKey.webhooks(project), "one", id] as const;

export const useEnvironments = (project: string) => useQuery(environmentsQuery(project));

export const useWebhooks = (project: string) =>
  useQuery({
    queryKey: listKey(project),
    queryFn: () => webhooks.list(project),
    refetchInterval: ({ state: { status, data } }) =>
      pause(
        status,
        data?.some(({ pending }) => pending > 0),
      ),
  });

export const useWebhook = (project: string, id: string) =>
  useQuery({
    queryKey: oneKey(project, id),
    queryFn: () => webhooks.get(project, id),
    refetchInterval: ({ state: { status, data } }) => pause(status, data && data.pending > 0),
  });

/** Whoever is refused sees it as it is by then, too. */
function useOld(project: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: cacheKey.webhooks(project) });
}

/** Makes one, or changes the one that is there. */
export function useSave(
  project: string,
  id: string | undefined,
  onDone: (to: WebhookMade) => void,
) {
  const old = useOld(project);
  return useMutation({
    mutationFn: async ({ edit, version }: { edit: WebhookEdit; version: number }) =>
      id === undefined
        ? webhooks.create(project, edit)
        : { webhook: await webhooks.replace(project, id, version, edit) },
    onSuccess: (to) => {
      const { name } = to.webhook;
      say(id === undefined ? words.made(name) : words.saved(name));
      onDone(to);
    },
    onSettled: old,
  });
}

/** Until it is known how it is by then, it is shown as it is wanted. */
export function useToggle(project: string, webhook: Webhook) {
  const old = useOld(project);
  const { id, name, version } = webhook;
  return useMutation({
    mutationFn: (enabled: boolean) =>
      webhooks.replace(project, id, version, switched(webhook, enabled)),
    onSuccess: (_, enabled) => say(enabled ? words.enabled(name) : words.disabled(name)),
    onError: (error) => {
      if (error instanceof Problem && error.stale) alarm(words.changedSince(name));
      else complain(error);
    },
    onSettled: old,
  });
}

export function useRemove(project: string, webhook: Webhook, onDone: () => void) {
  const client = useQueryClient();
  const old = useOld(project);
  const { id, name, version } = webhook;
  return useMutation({
    mutationFn: () => webhooks.remove(project, id, version),
    onError: old,
    onSuccess: () => {
      say(words.deleted(name));
      onDone();
      // All else of it would be asked for in vain.
      return client.invalidateQueries({ queryKey: listKey(project) });
    },
  });
}

export function useRotate(project: string, id: string, onDone: (to: WebhookMade) => void) {
  const old = useOld(project);
  return useMutation({
    mutationFn: (expiresIn: string) => webhooks.rotate(project, id, expiresIn),
    onSuccess: onDone,
    onSettled: old,
  });
}

export function useTest(project: string, id: string) {
  const old = useOld(project);
  return useMutation({ mutationFn: () => webhooks.test(project, id), onSettled: old });
}

/** The newest first, page by page. */
export const useDeliveries = (project: string, id: string, state: DeliveryState | undefined) =>
  useInfiniteQuery({
    queryKey: [...cacheKey.webhooks(project), "deliveries", id, state],
    queryFn: ({ pageParam }) => webhooks.deliveries(project, id, state, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { status, data } }) =>
      pause(
        status,
        data?.pages.some(({ items }) => items.some((one) => one.state === "pending")),
      ),
  });

export const useDelivery = (project: string, id: string, number: number) =>
  useQuery({
    queryKey: [...cacheKey.webhooks(project), "delivery", id, number],
    queryFn: () => webhooks.delivery(project, id, number),
    refetchInterval: ({ state: { status, data } }) =>
      pause(status, data?.delivery.state === "pending"),
  });

export function useRedeliver(project: string, id: string) {
  const old = useOld(project);
  return useMutation({
    mutationFn: (number: number) => webhooks.redeliver(project, id, number),
    onSuccess: () => say(words.sentAgain),
    onSettled: old,
  });
}
