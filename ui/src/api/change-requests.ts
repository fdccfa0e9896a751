import type { Instruction, SegmentInstruction } from "../lib/instructions";
import { type Page, path, query, request } from "./client";

export type ChangeRequestState =
  | "OPEN"
  | "APPROVED"
  | "SCHEDULED"
  | "APPLIED"
  | "REJECTED"
  | "WITHDRAWN"
  | "FAILED";

/** Something that somebody did to a change request. */
export interface ChangeRequestStep {
  kind?:
    | "CREATED"
    | "APPROVED"
    | "REJECTED"
    | "WITHDRAWN"
    | "REBASED"
    | "APPLIED"
    | "OVERRIDDEN"
    | "FAILED";
  by: string;
  name: string;
  at: string;
  comment?: string;
  digest?: string;
}

interface Difference {
  sentence: string;
}

/** An edit that waits for approval, with what it comes to. */
export interface ChangeRequest {
  id: string;
  title: string;
  comment?: string;
  state: ChangeRequestState;
  author: string;
  authorName: string;
  createdAt: string;
  applyAt?: string;
  revision?: number;
  outcome?: string;
  /** Of what is asked and what that comes to: an approval is of one digest. */
  digest: string;
  approvalsNeeded: number;
  /** Whether one's own approval would help. */
  needsMe: boolean;
  approvals: ChangeRequestStep[];
  /** Instructions of any kind, also of those that the console never gives. */
  flags: Record<string, ({ kind: string } & Record<string, unknown>)[]>;
  segments: Record<string, ({ kind: string } & Record<string, unknown>)[]>;
  difference: { flags?: Record<string, Difference[]>; segments?: Record<string, Difference[]> };
  /** Whom it would have reached when its difference was computed; not in lists. */
  dryRun?: {
    blastRadius?: { sentence: string } | null;
    cannotEvaluate?: { instance: string; sdk: string; version: string; needs: string[] }[];
    moved: Record<string, Record<string, number>>;
  };
  /** Not in lists. */
  history?: ChangeRequestStep[];
}

export interface Asked {
  title: string;
  comment?: string;
  /** When it is to be applied; where it is left out, when somebody does. */
  applyAt?: string;
  flags?: Record<string, Instruction[]>;
  segments?: Record<string, SegmentInstruction[]>;
}

/** What goes along with an application. */
export interface Applied {
  comment?: string;
  overrideApproval?: boolean;
}

const at = (project: string, environment: string) =>
  path`/projects/${project}/environments/${environment}/change-requests`;
const one = (project: string, environment: string, id: string) =>
  at(project, environment) + path`/${id}`;

export const changeRequests = {
  list: (
    project: string,
    environment: string,
    filter: { state?: ChangeRequestState; needsMe?: true; limit?: number },
    cursor?: string,
  ) => request<Page<ChangeRequest>>("GET", at(project, environment) + query({ ...filter, cursor })),
  get: (project: string, environment: string, id: string) =>
    request<ChangeRequest>("GET", one(project, environment, id)),
  ask: (project: string, environment: string, asked: Asked) =>
    request<ChangeRequest>("POST", at(project, environment), { body: asked }),
  approve: (project: string, environment: string, id: string, digest: string, comment?: string) =>
    request<ChangeRequest>("POST", `${one(project, environment, id)}/approvals`, {
      body: { digest, comment },
    }),
  reject: (project: string, environment: string, id: string, comment?: string) =>
    request<ChangeRequest>("POST", `${one(project, environment, id)}/rejections`, {
      body: { comment },
    }),
  rebase: (project: string, environment: string, id: string) =>
    request<ChangeRequest>("POST", `${one(project, environment, id)}/rebase`),
  apply: (project: string, environment: string, id: string, applied: Applied) =>
    request<ChangeRequest>(
      "POST",
      `${one(project, environment, id)}/apply${query({ ...applied })}`,
    ),
  withdraw: (project: string, environment: string, id: string, comment?: string) =>
    request<void>("DELETE", one(project, environment, id) + query({ comment })),
};
