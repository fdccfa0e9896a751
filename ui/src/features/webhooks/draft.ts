import type { Webhook, WebhookEdit, WebhookFormat } from "../../api/webhooks";

/** Beginnings of types that a person chooses from; what else there is can be written. */
export const eventGroups = [
  "flag.*",
  "release.*",
  "change-request.*",
  "segment.*",
  "environment.*",
  "sdk-key.*",
  "instance.behind",
] as const;

const isGroup = (event: string) => eventGroups.some((group) => group === event);

/** A webhook as its form has it. */
export interface Draft {
  name: string;
  url: string;
  format: WebhookFormat;
  /** Whether it is told of everything, whatever else is chosen. */
  everything: boolean;
  groups: string[];
  /** Types and beginnings of some that are no group, as they are written. */
  others: string;
  /** Whether it is told whatever environment something is about. */
  anywhere: boolean;
  environments: string[];
  /** Empty where one is to be made, or the one that is there stays. */
  secret: string;
  ref: string;
}

/** What the form begins with. */
export function draftOf(webhook?: Webhook): Draft {
  const { events = [], environments = [] } = webhook ?? {};
  return {
    name: webhook?.name ?? "",
    url: webhook?.url ?? "",
    format: webhook?.format ?? "standard",
    everything: events.length === 0,
    groups: events.filter(isGroup),
    others: events.filter((event) => !isGroup(event)).join(" "),
    anywhere: environments.length === 0,
    environments,
    secret: "",
    ref: webhook?.ref ?? "",
  };
}

function eventsOf({ everything, groups, others }: Draft): string[] {
  if (everything) return [];
  const written = others.split(/[\s,]+/).filter(Boolean);
  return [...new Set([...eventGroups.filter((group) => groups.includes(group)), ...written])];
}

/** Where a form would say "some" and choose none, which the server takes for all. */
export const choosesNothing = {
  events: (draft: Draft) => !draft.everything && eventsOf(draft).length === 0,
  environments: (draft: Draft) => !draft.anywhere && draft.environments.length === 0,
};

/** What is sent of a draft. */
export function editOf(draft: Draft, enabled: boolean): WebhookEdit {
  const { name, url, format, anywhere, environments, secret, ref } = draft;
  const signed = format === "standard" || format === "github";
  return {
    name: name.trim(),
    url: url.trim(),
    format,
    events: eventsOf(draft),
    environments: anywhere ? [] : environments,
    enabled,
    ...(signed && secret.trim() && { secret: secret.trim() }),
    ...(format === "github" && ref.trim() && { ref: ref.trim() }),
  };
}

/** A webhook as it is, but that it is enabled or not. */
export const switched = (webhook: Webhook, enabled: boolean) => editOf(draftOf(webhook), enabled);

const compared = [
  "name",
  "url",
  "format",
  "events",
  "environments",
  "ref",
  "enabled",
] as const satisfies (keyof Webhook & keyof WebhookEdit)[];

export type Compared = (typeof compared)[number];

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const sorted = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value);

/** In what an edit would change what is there now. */
export const differing = (mine: WebhookEdit, there: Webhook): Compared[] =>
  compared.filter((field) => !same(sorted(mine[field]), sorted(there[field])));
