import type { Json } from "../lib/targeting";
import { type Page, path, query, request } from "./client";

export interface AuditEntry {
  seq: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  comment?: string | null;
  before?: Json;
  after?: Json;
  hash: string;
}

export interface AuditProof {
  ok: boolean;
  rows: number;
  head: string;
  brokenAt?: number | null;
}

/** Which entries: actor and action are exact, the subject is what it begins with. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  subject?: string;
}

const chain = (project: string | undefined) =>
  project === undefined ? "/audit" : path`/projects/${project}/audit`;

export const audit = {
  /** Of a project, or without one of who came in and what they may do. */
  list: (project: string | undefined, filter: AuditFilter = {}, cursor?: string) =>
    request<Page<AuditEntry>>("GET", chain(project) + query({ limit: 100, ...filter, cursor })),
  verify: (project: string | undefined) => request<AuditProof>("GET", `${chain(project)}/verify`),
};
