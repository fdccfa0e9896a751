import { all, type Page, path, query, request } from "./client";

export type WebhookFormat = "standard" | "slack" | "teams" | "discord" | "github";

/** Somewhere that is told of what happens in a project. */
export interface Webhook {
  id: string;
  name: string;
  url: string;
  format: WebhookFormat;
  /** Types, or beginnings of some as `release.*`; all where there are none. */
  events: string[];
  /** Keys; whatever it is about where there are none. */
  environments: string[];
  /** Of GitHub's deployments: a branch, a tag or a commit. */
  ref?: string;
  enabled: boolean;
  /** Why the server disabled it. */
  trouble?: string;
  /** Until when the secret before this one signs, too. */
  previousUntil?: string;
  /** How many deliveries wait. */
  pending: number;
  createdBy: string;
  createdAt: string;
  version: number;
}

export interface WebhookEdit {
  name: string;
  url: string;
  format: WebhookFormat;
  events: string[];
  environments: string[];
  /** Where it is left out, one is made, or the one that is there stays. */
  secret?: string;
  ref?: string;
  enabled: boolean;
}

/** A webhook, and a secret that is shown this once where one was made. */
export interface WebhookMade {
  webhook: Webhook;
  secret?: string;
}

export type DeliveryState = "pending" | "delivered" | "parked";

/** One event on its way to one endpoint. */
export interface Delivery {
  number: number;
  /** Of the event, as the endpoint gets it. */
  id: string;
  type: string;
  subject: string;
  at: string;
  state: DeliveryState;
  tries: number;
  nextAt?: string;
  /** What the last try was answered. */
  status?: number;
  /** Why the last try was no success. */
  trouble?: string;
}

/** One request, and what came of it. */
export interface DeliveryTry {
  number: number;
  at: string;
  status?: number;
  trouble?: string;
  tookMs: number;
  /** The beginning of what was answered. */
  answer?: string;
}

export interface WholeDelivery {
  delivery: Delivery;
  /** As it is sent; GitHub is told in several requests, and has none. */
  body?: unknown;
  tries: DeliveryTry[];
}

const at = (project: string) => path`/projects/${project}/webhooks`;
const one = (project: string, id: string) => at(project) + path`/${id}`;
const delivery = (project: string, id: string, number: number) =>
  one(project, id) + path`/deliveries/${number}`;

export const webhooks = {
  list: (project: string) => all<Webhook>(at(project)),
  get: (project: string, id: string) => request<Webhook>("GET", one(project, id)),
  create: (project: string, edit: WebhookEdit) =>
    request<WebhookMade>("POST", at(project), { body: edit }),
  replace: (project: string, id: string, version: number, edit: WebhookEdit) =>
    request<Webhook>("PUT", one(project, id), { body: edit, ifMatch: String(version) }),
  remove: (project: string, id: string, version: number) =>
    request<void>("DELETE", one(project, id), { ifMatch: String(version) }),
  /** A new secret; the one before it signs, too, for so long. */
  rotate: (project: string, id: string, expiresIn: string) =>
    request<WebhookMade>("POST", `${one(project, id)}/rotate`, { body: { expiresIn } }),
  test: (project: string, id: string) => request<DeliveryTry>("POST", `${one(project, id)}/test`),
  deliveries: (project: string, id: string, state?: DeliveryState, cursor?: string) =>
    request<Page<Delivery>>(
      "GET",
      `${one(project, id)}/deliveries${query({ state, limit: 50, cursor })}`,
    ),
  delivery: (project: string, id: string, number: number) =>
    request<WholeDelivery>("GET", delivery(project, id, number)),
  redeliver: (project: string, id: string, number: number) =>
    request<Delivery>("POST", `${delivery(project, id, number)}/redeliver`),
};
