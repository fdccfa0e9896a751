import { all, path, query, request } from "./client";

export interface Project {
  key: string;
  name: string;
}

export interface Environment {
  key: string;
  name: string;
  epoch: number;
  revision: number;
  /** Only releasers and admins may edit there, each edit with a comment. */
  protected?: boolean;
  requireComments?: boolean;
  /** How many people besides its author have to approve each edit, and of which roles they are. */
  approvals?: number;
  approvers?: string[];
  /** Of these settings. */
  version?: number;
}

export type EnvironmentEdit = Partial<
  Pick<Environment, "name" | "protected" | "requireComments" | "approvals" | "approvers">
>;

export interface NewEnvironment {
  key: string;
  name: string;
  /** Begins with the flags and segments of this one, as they are there. */
  copyFrom?: string;
}

/** When an environment must not be edited: once, or by the clock of a place every week. */
export interface Freeze {
  id: string;
  name: string;
  from: string;
  until: string;
  zone?: string | null;
  days?: string[] | null;
  frozenUntil?: string | null;
  nextAt?: string | null;
  version: number;
}

const at = (project: string, environment: string) =>
  path`/projects/${project}/environments/${environment}`;

export const projects = {
  list: () => all<Project>("/projects"),
  create: (project: Project) => request<Project>("POST", "/projects", { body: project }),
  environments: (project: string) => all<Environment>(path`/projects/${project}/environments`),
  rename: (project: string, name: string) =>
    request<Project>("PATCH", path`/projects/${project}`, { body: { name } }),
  editEnvironment: (
    project: string,
    { key, version }: Environment,
    edit: EnvironmentEdit,
    comment?: string,
  ) =>
    request<Environment>("PATCH", at(project, key) + query({ comment }), {
      body: edit,
      patch: true,
      ifMatch: version === undefined ? undefined : String(version),
    }),
  freezes: (project: string, environment: string) =>
    all<Freeze>(`${at(project, environment)}/freezes`),
  freeze: (
    project: string,
    environment: string,
    freeze: { name: string; from: string; until: string },
  ) => request<Freeze>("POST", `${at(project, environment)}/freezes`, { body: freeze }),
  thaw: (project: string, environment: string, { id, version }: Freeze) =>
    request<void>("DELETE", at(project, environment) + path`/freezes/${id}`, {
      ifMatch: String(version),
    }),
  createEnvironment: (project: string, environment: NewEnvironment) =>
    request<Environment>("POST", path`/projects/${project}/environments`, { body: environment }),
};
