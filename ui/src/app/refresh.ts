import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";
import type { Page } from "../api/client";
import { type Flag, flags } from "../api/flags";
import type { Signal } from "../api/live";
import { cacheKey, flagListQuery } from "../api/shared-queries";

/** Signals come in bursts: one refetch answers for all that arrived meanwhile. */
const GATHER_MS = 150;
/** From here on asking for the whole list is less than asking for each flag. */
const MANY = 20;
/** Single flags are put into the list one by one; so often it is asked for whole all the same. */
const WHOLE_EVERY_MS = 15_000;

type Pages = InfiniteData<Page<Flag>, string | undefined>;

/** What is old by signals: answers by their keys, and single flags of the list of all. */
export interface Old {
  keys: QueryKey[];
  flags: string[];
}

/** Every edit of a flag is a new revision of its environment: that a flag is named says what the revision was. */
export function oldBy(project: string, signals: Signal[]): Old {
  const keys = new Map<string, QueryKey>();
  const add = (...all: QueryKey[]) => {
    for (const key of all) keys.set(key.join("/"), key);
  };
  const named = signals.filter(({ kind, key }) => kind === "flag" && key !== undefined);
  const single = [...new Set(named.map(({ key }) => key as string))];
  for (const { kind, environment, key, revision } of signals) {
    switch (kind) {
      case "flag":
        add(cacheKey.audit(project));
        if (key === undefined) add(cacheKey.flags(project));
        break;
      case "environment":
        add(cacheKey.environments(project), cacheKey.receipts(project));
        if (revision === undefined || !named.some((one) => one.environment === environment))
          add(cacheKey.flags(project), cacheKey.regions(project), cacheKey.segments(project));
        break;
      case "release":
        add(cacheKey.releases(project));
        break;
      case "change-request":
      case "approval-override":
        add(cacheKey.changeRequests(project), cacheKey.audit(project));
        break;
      case "receipts":
        add(cacheKey.receipts(project));
        break;
      default:
        add(cacheKey.audit(project));
    }
  }
  if (single.length > MANY) add(cacheKey.flags(project));
  const whole = keys.has(cacheKey.flags(project).join("/"));
  return { keys: [...keys.values()], flags: whole ? [] : single };
}

/** Takes signals, and asks for what they made old. */
export function refresher(client: QueryClient, project: string) {
  const list = flagListQuery(project, "").queryKey;
  let waiting: Signal[] = [];
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let whole: ReturnType<typeof setTimeout> | undefined;

  const askForList = () => client.invalidateQueries({ queryKey: list, exact: true });

  /** Puts one flag in its place in the list of all; where it has none there, the list is asked for. */
  async function put(key: string) {
    const flag = await flags.get(project, key).catch(() => undefined);
    const { data, fetchStatus } = client.getQueryState<Pages>(list) ?? {};
    const known = data?.pages.some(({ items }) => items.some((one) => one.key === key));
    if (!flag || !known || fetchStatus !== "idle") return askForList();
    client.setQueryData<Pages>(
      list,
      (old) =>
        old && {
          ...old,
          pages: old.pages.map((page) =>
            page.items.some((one) => one.key === key)
              ? { ...page, items: page.items.map((one) => (one.key === key ? flag : one)) }
              : page,
          ),
        },
    );
  }

  function send() {
    gathering = undefined;
    const old = oldBy(project, waiting);
    waiting = [];
    for (const queryKey of old.keys) client.invalidateQueries({ queryKey });
    if (old.flags.length === 0) return;
    const isList = ({ queryKey }: { queryKey: QueryKey }) => queryKey.join("/") === list.join("/");
    client.invalidateQueries({
      queryKey: cacheKey.flags(project),
      predicate: (query) => !isList(query),
    });
    const shown = client.getQueryCache().find({ queryKey: list, exact: true })?.isActive();
    if (!shown) askForList();
    else for (const key of old.flags) put(key);
    whole ??= setTimeout(() => {
      whole = undefined;
      askForList();
    }, WHOLE_EVERY_MS);
  }

  return {
    take(signal: Signal) {
      waiting.push(signal);
      gathering ??= setTimeout(send, GATHER_MS);
    },
    stop() {
      clearTimeout(gathering);
      clearTimeout(whole);
    },
  };
}
