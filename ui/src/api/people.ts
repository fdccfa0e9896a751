import { all, path, request } from "./client";
import type { Grant, OpenSession, Person } from "./session";

export type { Grant } from "./session";

export const roles = ["viewer", "editor", "releaser", "approver", "admin"] as const;

/** Whoever has only grants is a member everywhere else. */
export const everywhere = ["member", ...roles] as const;

/** One who can see a project. */
export interface Access {
  kind: "person" | "token" | "team";
  id: string;
  name: string;
  email?: string | null;
  /** Everywhere. */
  role: string;
  /** In the project. */
  grants: Grant[];
  /** Keys of a person's teams, whose roles and grants come on top; of a team its own. */
  teams: string[];
}

export interface NewPerson {
  email: string;
  name: string;
  role: string;
  password?: string;
}

/** How much the edits of a robot's token may do within a day. */
export interface Budget {
  /** The part of a region's units that may be given another variant. */
  share: number;
  regions: number;
}

export interface Token {
  id: string;
  name: string;
  role: string;
  budget?: Budget | null;
  createdAt: string;
  expiresAt?: string | null;
  lastUsedAt?: string | null;
}

export interface NewToken {
  name: string;
  role: string;
  budget?: Budget;
  expiresAt?: string;
}

export const people = {
  list: () => all<Person>("/people"),
  add: (person: NewPerson) => request<Person>("POST", "/people", { body: person }),
  edit: (id: string, edit: Pick<Person, "name" | "role" | "grants">) =>
    request<Person>("PATCH", path`/people/${id}`, { body: edit, patch: true }),
  remove: (id: string) => request<void>("DELETE", path`/people/${id}`),
  sessions: async (id: string) =>
    (await request<{ sessions: OpenSession[] }>("GET", path`/people/${id}/sessions`)).sessions,
  endSessions: (id: string) => request<void>("DELETE", path`/people/${id}/sessions`),
  access: (project: string) => all<Access>(path`/projects/${project}/access`),
  grant: (project: string, { email, grants }: { email: string; grants: Grant[] }) =>
    request<Person>("PUT", path`/projects/${project}/access`, {
      body: { email, grants: grants.map(({ environment, role }) => ({ environment, role })) },
    }),
  link: (email: string) =>
    request<{ url: string; expiresAt: string }>("POST", "/session/links", { body: { email } }),
  tokens: () => all<Token>("/tokens"),
  createToken: (token: NewToken) =>
    request<{ id: string; name: string; token: string }>("POST", "/tokens", { body: token }),
  removeToken: (id: string) => request<void>("DELETE", path`/tokens/${id}`),
};
