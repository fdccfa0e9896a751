import { all, path, request } from "./client";
import type { Grant, Person } from "./session";

/** People who are given roles together. */
export interface Team {
  key: string;
  name: string;
  /** Everywhere. */
  role: string;
  grants: Grant[];
  /** Of a directory, whose people are then the team's. */
  group?: string | null;
  version: number;
}

export type TeamEdit = Pick<Team, "name" | "role" | "grants" | "group">;

const at = (key: string) => path`/teams/${key}`;

export const teams = {
  list: () => all<Team>("/teams"),
  add: (team: TeamEdit & { key: string }) => request<Team>("POST", "/teams", { body: team }),
  edit: (key: string, version: number, edit: TeamEdit) =>
    request<Team>("PUT", at(key), { body: edit, ifMatch: String(version) }),
  remove: (key: string, version: number) =>
    request<void>("DELETE", at(key), { ifMatch: String(version) }),
  members: (key: string) => all<Person>(path`/teams/${key}/members`),
  join: (key: string, person: string) =>
    request<void>("PUT", path`/teams/${key}/members/${person}`),
  leave: (key: string, person: string) =>
    request<void>("DELETE", path`/teams/${key}/members/${person}`),
};
