import { all, path, query, request } from "./client";

export interface SdkKey {
  id: string;
  name: string;
  kind: "server" | "client";
  prefix: string;
  createdAt: string;
  lastUsedAt?: string | null;
  /** When it is no longer taken: another took its place. */
  expiresAt?: string | null;
  /** Shown once, in the answer to the creation. */
  key?: string;
}

export interface Instance {
  instance: string;
  sdk: { name: string; version: string };
  region?: string | null;
  epoch?: number | null;
  revision?: number | null;
  appliedAt?: string | null;
  lastSeenAt: string;
  behind: boolean;
  /** What it cannot evaluate, a sentence each. */
  unsupported?: string[];
}

export interface Receipts {
  revision: number;
  connected: number;
  applied: number;
  instances: Instance[];
}

const at = (project: string, environment: string) =>
  path`/projects/${project}/environments/${environment}`;

export const keys = {
  list: (project: string, environment: string) => all<SdkKey>(`${at(project, environment)}/keys`),
  create: (project: string, environment: string, key: { name: string; kind: SdkKey["kind"] }) =>
    request<SdkKey>("POST", `${at(project, environment)}/keys`, { body: key }),
  remove: (project: string, environment: string, id: string) =>
    request<void>("DELETE", at(project, environment) + path`/keys/${id}`),
  /** A key of the same name and kind, shown once; the one before it is taken until that time is over. */
  rotate: (project: string, environment: string, id: string, expiresIn: string) =>
    request<SdkKey>("POST", at(project, environment) + path`/keys/${id}/rotate`, {
      body: { expiresIn },
    }),
  /** Of the latest revision, or of the one that is named. */
  receipts: (project: string, environment: string, revision?: number) =>
    request<Receipts>("GET", `${at(project, environment)}/receipts${query({ revision })}`),
};
