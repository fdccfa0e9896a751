import type { Json, Serve, TargetingEdit, ValueType } from "../lib/targeting";
import { all, type Page, path, query, request } from "./client";

export interface RunningRelease {
  id: string;
  stage: number;
  treatment: string;
  control: string;
  regions: string[];
}

export interface Targeting extends TargetingEdit {
  release?: RunningRelease | null;
  version: number;
  revision: number;
  updatedAt: string;
  updatedBy?: string | null;
}

export interface Flag {
  key: string;
  name?: string | null;
  description?: string | null;
  tags?: string[];
  type: ValueType;
  variants: Record<string, Json>;
  salt: string;
  clientVisible: boolean;
  version: number;
  createdAt: string;
  environments: Record<string, Targeting>;
}

export interface NewFlag {
  key: string;
  name?: string;
  type: ValueType;
  variants: Record<string, Json>;
  offVariant?: string;
  default?: Serve;
}

/** Whom an edit would reach. */
export interface Forecast {
  differences?: { sentence: string }[];
  blastRadius?: { sentence: string } | null;
  /** Connected instances that lack something the edit needs. */
  cannotEvaluate?: { instance: string }[];
}

/** What a flag did in an environment from a revision on, and how that differs from what it did before. */
export interface FlagVersion {
  epoch: number;
  revision: number;
  at: string;
  actor: string;
  comment?: string | null;
  differences: { sentence: string }[];
  /** Nothing where the flag was taken away. */
  targeting: TargetingEdit | null;
}

export interface Explanation {
  evaluation: {
    value: Json;
    variant?: string | null;
    reason: string;
    errorCode?: string | null;
    errorMessage?: string | null;
    metadata?: Record<string, Json>;
  };
  steps: { step: string; detail: string; outcome: string }[];
}

/** Where a flag is in its life, by what applications ask for. */
export interface Lifecycle {
  stage: "new" | "live" | "stale" | "archived";
  since?: string;
  /** Why, in sentences. */
  reasons: string[];
  lastEvaluatedAt?: string;
}

/** Where code names a flag, as the last scan of a repository found it. */
export interface CodeReference {
  repository: string;
  commit?: string | null;
  scannedAt: string;
  path: string;
  line: number;
}

/** What goes along with an edit. */
export interface Said {
  comment?: string;
  /** Without the approvals that the environment asks for. */
  overrideApproval?: boolean;
}

/** The revision to go back to, from the version that is there. */
export interface Reverted {
  revision: number;
  version: number;
  comment?: string;
}

/** Empty lists may be left out on the wire; screens want them. */
export function whole(targeting: Targeting): Targeting {
  const { prerequisites, targets, rules } = targeting;
  return {
    ...targeting,
    prerequisites: prerequisites ?? [],
    targets: targets ?? [],
    rules: rules ?? [],
  };
}

const one = (project: string, flag: string) => path`/projects/${project}/flags/${flag}`;
const place = (project: string, flag: string, environment: string) =>
  one(project, flag) + path`/environments/${environment}`;

export const flags = {
  /** The first page is what one sees, and comes soon; the others are large. */
  list: (project: string, text: string, cursor?: string, signal?: AbortSignal) =>
    request<Page<Flag>>(
      "GET",
      path`/projects/${project}/flags` +
        query({ query: text, limit: cursor === undefined ? 100 : 500, cursor }),
      { signal },
    ),
  first: async (project: string) =>
    (await request<Page<Flag>>("GET", path`/projects/${project}/flags` + query({ limit: 1 })))
      .items[0],
  get: (project: string, flag: string) => request<Flag>("GET", one(project, flag)),
  lifecycle: (project: string, flag: string) =>
    request<Lifecycle>("GET", `${one(project, flag)}/lifecycle`),
  references: (project: string, flag: string) =>
    all<CodeReference>(path`/projects/${project}/references/${flag}`),
  create: (project: string, flag: NewFlag) =>
    request<Flag>("POST", path`/projects/${project}/flags`, { body: flag }),
  targeting: async (project: string, flag: string, environment: string) =>
    whole(await request<Targeting>("GET", place(project, flag, environment))),
  toggle: async (
    project: string,
    flag: string,
    environment: string,
    on: boolean,
    version: number,
    comment?: string,
  ) =>
    whole(
      await request<Targeting>("PATCH", place(project, flag, environment) + query({ comment }), {
        body: { enabled: on },
        patch: true,
        ifMatch: String(version),
      }),
    ),
  save: async (
    project: string,
    flag: string,
    environment: string,
    edit: TargetingEdit,
    version: number,
    said: Said = {},
  ) =>
    whole(
      await request<Targeting>("PUT", place(project, flag, environment) + query({ ...said }), {
        body: edit,
        ifMatch: String(version),
      }),
    ),
  /** What saving would come to; nothing is saved. The reason is asked for only when it is. */
  foretell: (
    project: string,
    flag: string,
    environment: string,
    edit: TargetingEdit,
    version: number,
    signal?: AbortSignal,
  ) =>
    request<Forecast>(
      "PUT",
      place(project, flag, environment) + query({ dryRun: true, comment: "a dry run" }),
      { body: edit, ifMatch: String(version), signal },
    ),
  history: (project: string, flag: string, environment: string, cursor?: string) =>
    request<Page<FlagVersion>>(
      "GET",
      `${place(project, flag, environment)}/history${query({ limit: 50, cursor })}`,
    ),
  /** What going back would come to; nothing is done. */
  foretellRevert: (
    project: string,
    flag: string,
    environment: string,
    revision: number,
    version: number,
  ) =>
    request<Forecast>(
      "POST",
      `${place(project, flag, environment)}/revert${query({ dryRun: true })}`,
      { body: { revision, comment: "a dry run" }, ifMatch: String(version) },
    ),
  revert: async (
    project: string,
    flag: string,
    environment: string,
    { revision, version, comment }: Reverted,
  ) =>
    whole(
      await request<Targeting>("POST", `${place(project, flag, environment)}/revert`, {
        body: { revision, comment },
        ifMatch: String(version),
      }),
    ),
  explain: (
    project: string,
    environment: string,
    flag: string,
    context: Record<string, Json>,
    revision?: number,
  ) =>
    request<Explanation>("POST", path`/projects/${project}/environments/${environment}/explain`, {
      body: { flag, context, revision },
    }),
};
