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

export const audit = {
  list: (project: string, cursor?: string) =>
    request<Page<AuditEntry>>(
      "GET",
      path`/projects/${project}/audit` + query({ limit: 100, cursor }),
    ),
  verify: (project: string) => request<AuditProof>("GET", path`/projects/${project}/audit/verify`),
};
