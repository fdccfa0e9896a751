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

export const audit = {
  list: (project: string, filter: AuditFilter = {}, cursor?: string) =>
    request<Page<AuditEntry>>(
      "GET",
      path`/projects/${project}/audit` + query({ limit: 100, ...filter, cursor }),
    ),
  verify: (project: string) => request<AuditProof>("GET", path`/projects/${project}/audit/verify`),
};
